"""Why there are no texts of a batch, or fewer than there were to be, in words."""

from batchdesk.batch import status
from batchdesk.batch.copies import Copy
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.batch.state import BatchState
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line, paragraph
from batchdesk.words.problems import reason_words, sentence


def no_texts_words(problem: Problem | None) -> str:
    """Why they could not be fetched; None: the server has no route for them.

    Not always the sentence of `words.problems`: what is asked for once is not asked for again by itself.
    """
    if problem is None:
        return translate(
            "Detail",
            "This server does not hand out texts. They are on the batch's page: open it in the browser.",
        )
    if problem.kind is ProblemKind.REFUSED:
        code = problem.detail.get("code", "")
        return translate(
            "Detail", "The server answered {code} and cannot give the texts now. Try again in a while.", code=code
        )
    if problem.kind is ProblemKind.LOST:
        reason = reason_words(str(problem.detail.get("reason", "")))
        return translate("Detail", "The connection broke: {reason}. Fetch the texts again.", reason=reason)
    if problem.kind is ProblemKind.TOO_LARGE:
        return translate("Detail", "The texts are too large to be fetched. Open the batch's page in the browser.")
    return sentence(problem)


def copy_state(copy: Copy) -> str:
    """What became of a copy, in a word; a word of the server's that is not known here is shown as it is."""
    if not copy.text and not copy.state:
        return translate("Detail", "not made")
    known = {"DRAFT": translate("Detail", "draft"), status.FAILED: translate("Status", "failed")}
    return known.get(copy.state) or one_line(copy.state)


def why_not_made(state: BatchState) -> str:
    """Why a batch has fewer copies than it was to have, in the server's words; empty where it did not say."""
    return _error(state.error_code or "", state.error_message or "")


def why_copy_failed(copy: Copy) -> str:
    """The same of a single copy."""
    return _error(copy.error_code, copy.error_message)


def _error(code: str, message: str) -> str:
    parts = (one_line(code), paragraph(message))
    return translate("Table", " · ").join(part for part in parts if part)
