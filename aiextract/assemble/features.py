"""What the models see: named figures about an anchor and about a party, place or period beside it. All are small and plain.

A feature that is 0 is left out. Distances are capped and turned round (1 near, 0 far), so that absence is 0. This module
only gathers the names that the rest of the assembly uses.
"""

from __future__ import annotations

from aiextract.assemble.anchor_features import anchor_features
from aiextract.assemble.party_features import party_candidates, party_rows
from aiextract.assemble.scene import Features, Scene, near

__all__ = ["Features", "Scene", "anchor_features", "near", "party_candidates", "party_rows"]
