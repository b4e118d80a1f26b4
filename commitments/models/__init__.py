from .commitment import Commitment
from .framework import Framework, Objective, Principle
from .indicator import Indicator, Target
from .partner import Partner
from .pledge import Pledge
from .user import Membership, User

__all__ = [
    "Commitment",
    "Framework",
    "Indicator",
    "Membership",
    "Objective",
    "Partner",
    "Pledge",
    "Principle",
    "Target",
    "User",
]
