from pathlib import Path

import pytest

from duzhi.sample import api


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    folder = tmp_path_factory.mktemp("qinglan")
    return folder, api.write(folder, payments_per_year=2_000)


@pytest.fixture(scope="session")
def folder(written) -> Path:
    return written[0]
