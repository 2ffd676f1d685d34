"""What all models of files and records share: no field that is not declared, and no change afterwards."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class ValueObject(BaseModel):
    """An immutable value: it refuses fields that it does not declare. Its validator is made at its first use."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
