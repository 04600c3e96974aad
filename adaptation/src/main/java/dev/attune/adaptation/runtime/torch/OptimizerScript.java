package dev.attune.adaptation.runtime.torch;

/**
 * Gradient clipping and update rules with PyTorch's arithmetic, as TorchScript methods over lists
 * of tensors.
 */
final class OptimizerScript {
  static final String METHODS =
      """
        def clip(self: __torch__.Net, g: List[Tensor], limit: float) -> Tensor:
          norms = annotate(List[Tensor], [])
          for i in range(torch.len(g)):
            norms = torch.append(norms, torch.norm(g[i]))
          norm = torch.norm(torch.stack(norms))
          scale = torch.clamp(torch.div(torch.full_like(norm, limit), torch.add(norm, 1e-06)), 0., 1.)
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

  private OptimizerScript() {}
}
