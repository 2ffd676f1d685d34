"""A person's rights under the GDPR: what is kept of somebody (article 15), set right (16), or made unrecognizable (17).

A dataset, its versions, the lists of names and the acceptances are changed together, each dataset with its versions as one
unit. What cannot be reached from here is listed: files, backups and documents that left the store.
"""

from orggraph.privacy.changing import Outcome, correct, expired, remove
from orggraph.privacy.mentions import Mention, mentions
from orggraph.privacy.person import Known, known

__all__ = ["Known", "Mention", "Outcome", "correct", "expired", "known", "mentions", "remove"]
