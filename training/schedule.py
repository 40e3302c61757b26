"""How long to train and how fast: a share of the way done, by steps or by the clock. Knows no network."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is: the same plan and data give the same batches. `minutes` or `steps` end it, whichever is first."""

    seed: int = 1
    batch: int = 24
    longest: int = 256
    adapter_rate: float = 6e-4
    head_rate: float = 2e-3
    warmup: float = 0.03
    steps: int | None = None
    minutes: float | None = None

    def done(self, step: int, seconds: float) -> float:
        """The share of the way behind us, 0 to 1."""
        by_steps = step / self.steps if self.steps else 0.0
        by_clock = seconds / (60 * self.minutes) if self.minutes else 0.0
        return min(max(by_steps, by_clock), 1.0)

    def rate(self, done: float) -> float:
        """The factor on the learning rates: up over the warm-up, then linearly down to 0."""
        if done < self.warmup:
            return max(done, 0.002) / self.warmup
        return (1 - done) / (1 - self.warmup)
