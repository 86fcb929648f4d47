"""A smaller network: the units of the encoder's wide layers that the loss would miss least are left out.

What a unit is worth is how much the loss would change without it, to the first order (Molchanov et al., "Importance
Estimation for Neural Network Pruning", CVPR 2019). Each layer keeps equally many; train further afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import torch
from torch import Tensor, nn

from training.network import Tagger

_WIDE = "encoder.encoder.layer.{}.intermediate.dense."
_NARROW = "encoder.encoder.layer.{}.output.dense.weight"


def weigh_units(network: Tagger, losses: Iterable[Tensor], watched: Sequence[nn.Module]) -> list[Tensor]:
    """What each unit [units] of the watched modules is worth, by the losses of batches that `network` has read.

    `losses` is drawn one by one: each is to be computed as it is drawn.
    """
    seen: list[Tensor] = []

    def keep(_: nn.Module, __: object, output: Tensor) -> None:
        output.retain_grad()
        seen.append(output)

    hooks = [module.register_forward_hook(keep) for module in watched]
    worth = [torch.zeros(0) for _ in watched]
    try:
        for loss in losses:
            loss.backward()  # type: ignore[no-untyped-call]
            for place, output in enumerate(seen):
                assert output.grad is not None
                changed = (output.detach() * output.grad).float().sum((0, 1)).abs()
                worth[place] = changed if not len(worth[place]) else worth[place] + changed
            seen.clear()
            network.zero_grad()
    finally:
        for hook in hooks:
            hook.remove()
    return worth


def keep_units(weights: Mapping[str, Tensor], worth: Sequence[Tensor], count: int) -> dict[str, Tensor]:
    """The weights with the `count` units of each layer that are worth most, in their order."""
    kept = dict(weights)
    for layer, of_layer in enumerate(worth):
        chosen = torch.topk(of_layer, count).indices.sort().values
        for name in ("weight", "bias"):
            kept[_WIDE.format(layer) + name] = weights[_WIDE.format(layer) + name][chosen]
        kept[_NARROW.format(layer)] = weights[_NARROW.format(layer)][:, chosen]
    return kept
