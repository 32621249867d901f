"""What every test shares: files of a test never land in the installation's own folder."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:  # noqa: ANN001 the fixture's own type
    settings.HOME = tmp_path / "home"
