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
