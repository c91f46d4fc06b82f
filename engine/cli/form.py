"""`hjemmel form`: the form for an assessment, as the law's own checklist; and a filled one put into the case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

import click

from engine.cli.app import FOUND_PROBLEMS
from engine.cli.case_options import CaseOptions, case_options
from engine.cli.cases import case_text, session
from engine.cli.options import LANGUAGES
from engine.cli.screen import answer, exit_code, finish, stop, talk, tell

if TYPE_CHECKING:
    from engine.interview.form import Form
    from engine.interview.session import Session
    from engine.interview.state import State
    from engine.model.case import Assessment
    from engine.store.names import Names
    from engine.workspace import Workspace
    from explain.interview import Speaker


@click.command("form")
@click.argument("case", metavar="[CASE]", required=False, default="")
@click.option("--for", "written", metavar="DISCRETION", required=True, help="The assessment or power, by its name.")
@click.option("--of", "member", metavar="MEMBER", default="", help="The member of a list it is about.")
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--fill", metavar="FILE", default="", help="A filled form as JSON: an assessment as a case has it.")
@click.option("--save", metavar="FILE", default="", help="Where to write the case with the filled form in it.")
@case_options
@click.option("--format", "format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    case: str,
    written: str,
    member: str,
    language: str,
    fill: str,
    save: str,
    options: CaseOptions,
    format: str,
) -> None:
    """Print the form for an assessment: what must, may and must not be weighed, who decides, and how it is reviewed.

    With --format json it has an assessment to fill in. With --fill a filled one is judged: refused, with exit code 1,
    when it is not complete; else the case with it is printed, or saved.
    """
    from engine.interview.form import form_of
    from engine.interview.state import look
    from engine.store.names import index
    from explain.interview import speaker

    workspace, begun = session(case, options, "json" if format == "json" else "pretty", wanted=written)
    names = workspace.known_names or index(workspace.policy)
    term = _term(workspace, names, begun, written)
    state = look(workspace.policy, begun.case, begun.options)
    _refuse_misplaced(workspace, state, term, member)
    form = form_of(state, term, member or None)
    by = speaker(state, language)
    if fill:
        _take(workspace, names, begun, form, by, fill, save)
    if format == "json":
        from explain.interview_data import form_data

        answer(json.dumps(form_data(by, form), ensure_ascii=False, indent=2))
    else:
        from explain.interview_form import form_lines
        from explain.interview_page import laid_out

        answer(laid_out(form_lines(by, form)))


def _term(workspace: Workspace, names: Names, begun: Session, written: str) -> str:
    """The discretion or power that a name means; where several sources have it, that of what the case asks."""
    home = {term.rpartition(".")[0] for term in begun.case.requested}
    id, remark = names.bind(written, "assessment", home=home)
    if id is None:
        assert remark is not None
        tell([remark], workspace.sources)
        finish(exit_code([remark]))
    return id


def _refuse_misplaced(workspace: Workspace, state: State, term: str, member: str) -> None:
    """Stop where the assessment is of members and none is named, or the other way round."""
    entity = workspace.policy.entities[workspace.policy.terms[term].entity]
    lists = state.case.lists.items()
    known = sorted({it for key, had in lists if workspace.policy.lists[key[0]].member == entity.id for it in had.ids})
    if entity.is_member and member not in known:
        told = f"one of {', '.join(known)}" if known else "and the case names nobody"
        stop(f"this is assessed of each `{entity.name}`: say --of MEMBER, {told}")
    if member and not entity.is_member:
        stop(f"this is assessed of `{entity.name}`, not of `{member}`")


def _take(
    workspace: Workspace, names: Names, begun: Session, form: Form, by: Speaker, fill: str, save: str
) -> NoReturn:
    """Judge a filled form and put it into the case."""
    from attrs import evolve

    from engine.interview.answers import assessed
    from engine.interview.form import judge, mentions
    from engine.interview.session import ANSWERED, Logged, add
    from engine.interview.state import look
    from engine.store.sessions import save_text, session_text
    from explain.interview_form import lacks, mentioned, question_of

    given = _filled(workspace, names, form, fill)
    missing = judge(form, given)
    for mention in mentions(workspace.policy, form, given):
        talk(mentioned(by, mention))
    if missing:
        talk(by.say("form_refused", lacks=lacks(by, form, missing)))
        finish(FOUND_PROBLEMS)
    question = question_of(form)
    case = assessed(by.state.case, question, evolve(given, complete=False))
    after = look(workspace.policy, case, begun.options)
    entry = Logged(ANSWERED, question.name, by=given.by, at=given.at)
    text = session_text(workspace.policy, names, add(begun, case, entry, by.state, after))
    if save:
        try:
            save_text(save, text)
        except OSError as error:
            stop(f"cannot save in {save}: {error.strerror or error}")
        talk(by.say("saved", file=save))
    else:
        answer(text)
    finish(0)


def _filled(workspace: Workspace, names: Names, form: Form, fill: str) -> Assessment:
    """The assessment a file holds, read as strictly as in a case."""
    from engine.store.sessions import read_assessment

    source = case_text(fill)
    given, found = read_assessment(source, workspace.policy, names, form.term.id)
    tell(found, {source.name: source})
    if given is None:
        finish(exit_code(found))
    return given
