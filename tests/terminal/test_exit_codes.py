import pytest

from batchdesk.terminal.exit_codes import worst


@pytest.mark.parametrize(
    ("codes", "code"), [([], 0), ([0, 0], 0), ([0, 1], 1), ([1, 4], 4), ([4, 5, 0], 5), ([5, 3, 1], 3)]
)
def test_the_worst_stands_for_all(codes: list[int], code: int) -> None:
    assert worst(codes) == code
