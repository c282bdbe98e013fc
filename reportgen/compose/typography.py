def set_text(text, language):
    return text


def set_runs(runs, language):
    return runs
