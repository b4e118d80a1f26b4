from .commitment import Commitment
from .framework import Framework, Objective, Principle
from .indicator import Indicator, Target
from .job import Job
from .opening import Opening
from .partner import Partner
from .pledge import Pledge
from .revision import Revision
from .user import Membership, User

__all__ = [
    "Commitment",
    "Framework",
    "Indicator",
    "Job",
    "Membership",
    "Objective",
    "Opening",
    "Partner",
    "Pledge",
    "Principle",
    "Revision",
    "Target",
    "User",
]
