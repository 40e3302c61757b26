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


class AlreadyIn(AskError):
    """A file that was sent is in the index."""

    ja = "「{name}」と同じ内容のレポート「{title}」がすでに索引にあります。入れ直す必要はありません。"
    en = "A report with the content of “{name}” is in the index already: “{title}”. There is no need to add it."


class UploadFailed(AskError):
    """A file that was sent could not be kept."""

    ja = "「{name}」を保存できませんでした（{reason}）。レポートのフォルダーの権限と空き容量を確かめて、もう一度送ってください。"
    en = "“{name}” could not be stored ({reason}). Check the permissions and free space of the reports folder, and send it again."


class UploadTooLarge(AskError):
    """A file that was sent is larger than this page takes."""

    ja = "「{name}」は大きすぎます（上限は {limit} MB）。章ごとなどに分けて入れてください。"
    en = "“{name}” is too large (the limit is {limit} MB). Split it, by chapter say, and put the parts in."


class ChangeForbidden(AskError):
    """Someone who may not change the reports tried to."""

    ja = "レポートを変えられるのは管理者だけです。管理者に頼むか、設定 APP_ADMINS を確かめてください。"
    en = "Only administrators may change the reports. Ask one, or check the setting APP_ADMINS."


class ChangeStopped(AskError):
    """Changing the reports ended on a fault of the program."""

    ja = "途中でプログラムが止まりました。索引は元のままです。端末の記録を確かめて、もう一度試してください。"
    en = "The program stopped half way; the index is as it was. See the terminal for details, then try again."
