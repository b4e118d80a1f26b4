from .activity import Activity, Participation, Placement
from .country import Country
from .edition import Change, Edition
from .former_slug import FormerSlug
from .index_part import IndexPart
from .intake import Intake
from .not_same import NotSame
from .office import Office
from .public import PublicActivity, PublicPledge, PublicTie
from .publication import Publication
from .rebuild import Rebuild
from .region import Region
from .result import Result
from .source import Source
from .update import Update

__all__ = [
    "Activity",
    "Change",
    "Country",
    "Edition",
    "FormerSlug",
    "IndexPart",
    "Intake",
    "NotSame",
    "Office",
    "Participation",
    "Placement",
    "PublicActivity",
    "PublicPledge",
    "PublicTie",
    "Publication",
    "Rebuild",
    "Region",
    "Result",
    "Source",
    "Update",
]
