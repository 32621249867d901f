from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def folder(county_home: Path) -> Path:
    """The files of the county that every stage of a run shares."""
    return county_home / "sample"
