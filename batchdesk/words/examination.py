"""What was examined, in words: the name of each step, and a sentence of how it went."""

from batchdesk.batch.examination import Examined, Result, Step, Why
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence


def step_words(step: Step) -> str:
    """What is examined."""
    return {
        Step.ADDRESS: translate("Doctor", "address"),
        Step.TLS: translate("Doctor", "TLS"),
        Step.SERVER: translate("Doctor", "server"),
        Step.SIGN_IN: translate("Doctor", "sign-in"),
        Step.MERCHANT: translate("Doctor", "merchant access"),
        Step.BATCH: translate("Doctor", "batch"),
        Step.STREAM: translate("Doctor", "stream"),
        Step.HEARTBEAT: translate("Doctor", "heartbeat"),
    }[step]


def result_words(result: Result) -> str:
    """How it went, in a word."""
    return {
        Result.OK: translate("Doctor", "ok"),
        Result.FAILED: translate("Doctor", "failed"),
        Result.SKIPPED: translate("Doctor", "skipped"),
    }[result]


def examined_sentence(examined: Examined) -> str:
    """How it went: what is well, what is not and what to do, or why it was left out."""
    if examined.problem is not None:
        return sentence(examined.problem)
    return _well(examined.step) if examined.why is None else _left_out(examined.why)


def _well(step: Step) -> str:
    return {
        Step.ADDRESS: translate("Doctor", "Something answers there."),
        Step.TLS: translate("Doctor", "The certificate is trusted."),
        Step.SERVER: translate("Doctor", "It is a batch server."),
        Step.SIGN_IN: translate("Doctor", "The server knows you."),
        Step.MERCHANT: translate("Doctor", "You may see the batch's merchant."),
        Step.BATCH: translate("Doctor", "The batch is there."),
        Step.STREAM: translate("Doctor", "The stream opens."),
        Step.HEARTBEAT: translate("Doctor", "The stream is alive, or its batch has ended."),
    }[step]


def _left_out(why: Why) -> str:
    return {
        Why.NO_SERVER: translate("Doctor", "No server to ask: name one with --server."),
        Why.NO_BATCH: translate("Doctor", "Name a batch to examine this too."),
        Why.PLAIN: translate("Doctor", "The address is not encrypted."),
        Why.CAUSE: translate("Doctor", "Not asked, because of the failure above."),
    }[why]
