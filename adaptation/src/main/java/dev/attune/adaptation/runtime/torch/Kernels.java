package dev.attune.adaptation.runtime.torch;

/**
 * What is done to lists of tensors on the device, as TorchScript methods: gradients of values,
 * gradient clipping and update rules with PyTorch's arithmetic, moving averages.
 */
final class Kernels {
  static final String METHODS =
      """
        def gradients(self: __torch__.Net, loss: Tensor, x: List[Tensor]) -> List[Tensor]:
          found = torch.grad([loss], x, None, None, False, True)
          out = annotate(List[Tensor], [])
          for i in range(torch.len(x)):
            g = found[i]
            if torch.__is__(g, None):
              d = torch.zeros_like(x[i])
            else:
              d = unchecked_cast(Tensor, g)
            out = torch.append(out, d)
          return out
        def inner(self: __torch__.Net, y: List[Tensor], seeds: List[Tensor]) -> Tensor:
          sums = annotate(List[Tensor], [])
          for i in range(torch.len(y)):
            sums = torch.append(sums, torch.sum(torch.mul(y[i], seeds[i])))
          return torch.sum(torch.stack(sums))
        def pull(self: __torch__.Net, g: List[Tensor], p: List[Tensor], centre: List[Tensor], strength: List[Tensor], factor: float) -> int:
          for i in range(torch.len(g)):
            _0 = torch.addcmul_(g[i], torch.sub(p[i], centre[i]), strength[i], value=factor)
          return 0
        def climb(self: __torch__.Net, p: List[Tensor], g: List[Tensor], radius: float, eps: float) -> Tensor:
          norms = annotate(List[Tensor], [])
          for i in range(torch.len(g)):
            norms = torch.append(norms, torch.norm(g[i]))
          norm = torch.norm(torch.stack(norms))
          scale = torch.div(torch.mul(torch.ones_like(norm), radius), torch.add(norm, eps))
          for i in range(torch.len(p)):
            _0 = torch.add_(p[i], torch.mul(g[i], scale))
          return norm
        def copy(self: __torch__.Net, to: List[Tensor], source: List[Tensor]) -> int:
          for i in range(torch.len(to)):
            _0 = torch.copy_(to[i], source[i])
          return 0
        def clear(self: __torch__.Net, x: List[Tensor]) -> int:
          for i in range(torch.len(x)):
            _0 = torch.zero_(x[i])
          return 0
        def put(self: __torch__.Net, to: List[Tensor], source: List[Tensor], masks: List[Tensor]) -> int:
          for i in range(torch.len(to)):
            _0 = torch.copy_(to[i], torch.where(masks[i], source[i], to[i]))
          return 0
        def squares(self: __torch__.Net, g: List[Tensor]) -> Tensor:
          flat = annotate(List[Tensor], [])
          for i in range(torch.len(g)):
            flat = torch.append(flat, torch.reshape(torch.mul(g[i], g[i]), [-1]))
          return (torch.sort(torch.cat(flat), 0, False))[0]
        def put_below(self: __torch__.Net, to: List[Tensor], source: List[Tensor], g: List[Tensor], limit: Tensor) -> int:
          for i in range(torch.len(to)):
            _0 = torch.copy_(to[i], torch.where(torch.lt(torch.mul(g[i], g[i]), limit), source[i], to[i]))
          return 0
        def distance(self: __torch__.Net, p: List[Tensor], q: List[Tensor]) -> Tensor:
          norms = annotate(List[Tensor], [])
          for i in range(torch.len(p)):
            norms = torch.append(norms, torch.norm(torch.sub(p[i], q[i])))
          return torch.norm(torch.stack(norms))
        def length(self: __torch__.Net, p: List[Tensor]) -> Tensor:
          norms = annotate(List[Tensor], [])
          for i in range(torch.len(p)):
            norms = torch.append(norms, torch.norm(p[i]))
          return torch.norm(torch.stack(norms))
        def average(self: __torch__.Net, mean: List[Tensor], latest: List[Tensor], share: float) -> int:
          for i in range(torch.len(mean)):
            _0 = torch.lerp_(mean[i], latest[i], share)
          return 0
        def clip(self: __torch__.Net, g: List[Tensor], limit: float) -> Tensor:
          norms = annotate(List[Tensor], [])
          for i in range(torch.len(g)):
            norms = torch.append(norms, torch.norm(g[i]))
          norm = torch.norm(torch.stack(norms))
          scale = torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 1e-06)), limit), None, 1.)
          for i in range(torch.len(g)):
            _0 = torch.mul_(g[i], scale)
          return norm
        def adam(self: __torch__.Net, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], lr: float, beta1: float, beta2: float, eps: float, decay: float, decoupled: bool, t: int) -> int:
          c1 = 1. - beta1 ** t
          c2 = torch.sqrt(1. - beta2 ** t)
          for i in range(torch.len(p)):
            d = g[i]
            if decay != 0.:
              if decoupled:
                _0 = torch.mul_(p[i], 1. - lr * decay)
              else:
                d = torch.add(d, p[i], alpha=decay)
            _1 = torch.add_(torch.mul_(m[i], beta1), d, alpha=1. - beta1)
            _2 = torch.addcmul_(torch.mul_(v[i], beta2), d, d, value=1. - beta2)
            s = torch.add(torch.div(torch.sqrt(v[i]), c2), eps)
            _3 = torch.addcdiv_(p[i], m[i], s, value=torch.neg(lr / c1))
          return t
        def sgd(self: __torch__.Net, p: List[Tensor], g: List[Tensor], b: List[Tensor], lr: float, momentum: float, nesterov: bool, decay: float, t: int) -> int:
          for i in range(torch.len(p)):
            d = g[i]
            if decay != 0.:
              d = torch.add(d, p[i], alpha=decay)
            if momentum != 0.:
              _0 = torch.add_(torch.mul_(b[i], momentum), d)
              if nesterov:
                d = torch.add(d, b[i], alpha=momentum)
              else:
                d = b[i]
            _1 = torch.add_(p[i], d, alpha=torch.neg(lr))
          return t
      """;

  private Kernels() {}
}
