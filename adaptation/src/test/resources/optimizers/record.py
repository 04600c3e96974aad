# Recorded steps.json: ten steps of PyTorch's optimisers from given numbers and gradients, all digits of float32.
# Run once with Debian 12's python3-torch 1.13.1: OMP_NUM_THREADS=1 python3 record.py > steps.json
import json
import torch

torch.set_num_threads(1)


def start():
    return [torch.tensor([0.7, -1.3, 2.1, 1e-3]), torch.tensor([[0.25, -0.5], [3.0, -7.0]])]


def gradient(step, p):
    """The same float32 arithmetic in Java: exact products of a table with powers of two."""
    table = [0.31, -0.77, 1.9, -2.3, 0.011, 4.7, -0.0003, 0.9]
    flat = [table[(step * 3 + k) % 8] * (2.0 ** ((step + k) % 5 - 2)) for k in range(p.numel())]
    return torch.tensor(flat).reshape(p.shape)


def run(name, make, clip):
    params = [p.requires_grad_() for p in start()]
    optimizer = make(params)
    norms, steps = [], []
    for step in range(10):
        rate = 0.05 / (1 + step)
        for group in optimizer.param_groups:
            group["lr"] = rate
        for p in params:
            p.grad = gradient(step, p)
        norms.append(float(torch.nn.utils.clip_grad_norm_(params, clip)))
        optimizer.step()
        steps.append([float(v) for p in params for v in p.detach().flatten()])
    return {"name": name, "clip": clip, "norms": norms, "steps": steps}


cases = [
    run("adam", lambda p: torch.optim.Adam(p), 1e9),
    run("adam decay clip", lambda p: torch.optim.Adam(p, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1), 2.0),
    run("adamw", lambda p: torch.optim.AdamW(p, weight_decay=0.05), 1e9),
    run("sgd", lambda p: torch.optim.SGD(p, lr=1), 5.0),
    run("sgd momentum decay", lambda p: torch.optim.SGD(p, lr=1, momentum=0.9, weight_decay=0.01), 1e9),
    run("sgd nesterov", lambda p: torch.optim.SGD(p, lr=1, momentum=0.8, nesterov=True), 3.0),
]
print('{"torch": "%s", "cases": [' % torch.__version__)
print(",\n".join(json.dumps(c).replace("[[", "[\n  [").replace("], [", "],\n  [") for c in cases))
print("]}")
