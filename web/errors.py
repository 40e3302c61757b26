"""What can go wrong around the web page itself: its address, and work that stopped without a reason.

Knows nothing of reports, indexes or answers; their errors come with their own words.
"""

from __future__ import annotations

from errors import AskError


class PortTaken(AskError):
    """Another program listens where the page should."""

    ja = (
        "アドレス {name}:{port} はほかのプログラムが使っています。"
        "そのプログラムを終了するか、GRADIO_SERVER_PORT または --port で別の番号を指定してください。"
    )
    en = (
        "The address {name}:{port} is taken by another program. "
        "End that program, or choose another number with GRADIO_SERVER_PORT or --port."
    )


class AddressUnusable(AskError):
    """This machine cannot listen at the address at all."""

    ja = (
        "アドレス {name}:{port} では待ち受けられません（{reason}）。"
        "GRADIO_SERVER_NAME と GRADIO_SERVER_PORT を確かめてください。"
    )
    en = (
        "This machine cannot listen at {name}:{port} ({reason}). "
        "Check GRADIO_SERVER_NAME and GRADIO_SERVER_PORT."
    )


class NotReadyError(AskError):
    """A question came before the reports were ready, or after making them ready had failed."""

    ja = "まだ準備ができていません。画面の表示が終わってから、もう一度送信してください。"
    en = "The reports are not ready yet. Send the question again once the page says they are."


class PreparationStopped(AskError):
    """Making the reports ready ended on a fault of the program."""

    ja = "準備が途中で止まりました。端末に出た記録を確かめ、「もう一度試す」を押してください。"
    en = "Preparing the reports stopped half way. See the terminal for details, then press “Try again”."


class AnswerStopped(AskError):
    """Answering ended on a fault of the program."""

    ja = "回答の途中でプログラムが止まりました。もう一度送信してください。続くときは端末の記録を確かめてください。"
    en = "The program stopped while answering. Send the question again; if it stops again, see the terminal."
