"""The rates of torch's own schedulers, kept in torch_rates.json so that no test needs torch.

Made with torch 2.13.0: `python -m tests.schedules.make_torch_rates` from the root, where torch is installed.
"""

import json
from pathlib import Path

from tests.schedules.torch_twins import LR, STEPS, TWINS, TYPED, Twin, spell

STORED = Path(__file__).with_name("torch_rates.json")


def torch_rates(twin: Twin) -> list[float]:
    """The rate of each step, as one of torch's optimizers takes it."""
    import torch  # type: ignore[import-not-found]

    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=LR)
    params = {name: TYPED[value] if name == "lr_lambda" else value for name, value in twin.torch_params.items()}
    scheduler = getattr(torch.optim.lr_scheduler, twin.torch_class)(optimizer, **params)
    rates = []
    for _ in range(STEPS):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        scheduler.step()
    return rates


if __name__ == "__main__":
    lines = (f"{json.dumps(spell(twin))}: {json.dumps(torch_rates(twin))}" for twin in TWINS)
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n")
