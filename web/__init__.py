"""The pages of the web chat. Everything users see is made here; app.py only starts it."""
