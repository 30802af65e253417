"""Addresses of the talent pool, of who can be drawn, and of what its people declare for recusal."""

from functools import partial

from django.urls import path

from xuncha.talent import actions, tables
from xuncha.talent.forms import dossiers as dossier_forms
from xuncha.talent.forms import pool as pool_forms
from xuncha.talent.forms import service as service_forms
from xuncha.talent.forms import targets as target_forms
from xuncha.talent.models import Channel, DeclaredInterest, PoolMember, Unavailability
from xuncha.talent.rules import DECLARED, HEAD, IN_THE_POOL, OFFICE, MemberState
from xuncha.talent.views import structure
from xuncha.ui.reception import Ask, Deed, Entry, StepForm, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses


def _open(interest: DeclaredInterest) -> bool:
    return interest.until is None


def _unended(absence: Unavailability) -> bool:
    return absence.until is None


def _in_pool(member: PoolMember) -> bool:
    return member.state in IN_THE_POOL


def _has(state: MemberState, channel: Channel) -> bool:
    return bool(channel.members.live().filter(state=state).exists())


app_name = "talent"
POOL = [
    *entry_addresses(
        Entry("channels", "登记抽调渠道", pool_forms.ChannelForm, actions.enter_channel, OFFICE),
        Entry("members", "提名人选", pool_forms.NominationForm, actions.nominate_anyone, OFFICE, many=True),
        Entry("renewals", "续用", pool_forms.RenewalForm, actions.renew, OFFICE, "member", _in_pool),
        Entry("targets", "设定目标", target_forms.TargetForm, actions.set_target, HEAD),
    ),
    *addresses(tables.CHANNELS),
    *deed_addresses(
        tables.CHANNELS,
        Deed(
            "review",
            "批量提交审查",
            pool_forms.ReviewAllForm,
            partial(actions.move_all, verb="review"),
            OFFICE,
            partial(_has, MemberState.NOMINATED),
        ),
        Deed(
            "vet",
            "批量提交廉政审查",
            pool_forms.VetAllForm,
            partial(actions.move_all, verb="vet"),
            OFFICE,
            partial(_has, MemberState.REVIEWING),
        ),
        Deed(
            "admit",
            "批量审定入库",
            pool_forms.AdmitAllForm,
            actions.admit_all,
            HEAD,
            partial(_has, MemberState.VETTING),
        ),
    ),
    *addresses(tables.MEMBERS),
    *verb_addresses(
        tables.MEMBERS,
        actions.move,
        {
            "admit": Ask(pool_forms.AdmissionForm, actions.admit),
            "remove": Ask(pool_forms.RemovalForm, actions.remove),
            "pause": Ask(pool_forms.PauseForm, actions.pause),
            "resume": Ask(StepForm, actions.resume),
        },
        elsewhere=("post", "release"),  # a seat in a group, past the recusal checks
    ),
    *addresses(tables.RENEWALS),
    *addresses(tables.TARGETS),
    path("structure/", structure.page, name="structure"),
    path("structure/<slug:measure>/<slug:code>/", structure.part, name="structure_part"),
]
SERVICE = [
    *addresses(tables.UNAVAILABILITIES),
    *addresses(tables.TRAININGS),
    *deed_addresses(
        tables.UNAVAILABILITIES,
        Deed("end", "恢复可抽调", service_forms.EndForm, actions.end_unavailability, OFFICE, _unended),
    ),
    *entry_addresses(
        Entry(
            "unavailabilities", "登记不可抽调", service_forms.UnavailabilityForm, actions.enter_unavailability, OFFICE,
            "person",
        ),
        Entry("trainings", "登记培训", service_forms.TrainingForm, actions.enter_training, OFFICE, "person", many=True),
    ),
]  # fmt: skip
DOSSIERS = [
    *addresses(tables.CAREER),
    *addresses(tables.RELATIVES),
    *addresses(tables.STUDIES),
    *addresses(tables.ORIGINS),
    *addresses(tables.INTERESTS),
    *deed_addresses(
        tables.INTERESTS,
        Deed("settle", "登记了结", dossier_forms.SettledForm, actions.settle_interest, DECLARED, _open),
    ),
    *entry_addresses(
        Entry(
            "career",
            "登记任职经历",
            dossier_forms.CareerForm,
            actions.enter_career,
            OFFICE,
            "person",
            many=True,
        ),
        Entry(
            "studies",
            "登记学习经历",
            dossier_forms.StudyForm,
            actions.enter_study,
            OFFICE,
            "person",
            many=True,
        ),
        Entry("origins", "登记籍贯成长地", dossier_forms.OriginForm, actions.enter_origin, OFFICE, "person"),
        Entry(
            "relatives",
            "登记亲属申报",
            dossier_forms.RelativeForm,
            actions.enter_relative,
            DECLARED,
            "person",
        ),
        Entry(
            "interests",
            "登记利害关系",
            dossier_forms.InterestForm,
            actions.declare_interest,
            DECLARED,
            "person",
        ),
    ),
]
urlpatterns = [*POOL, *SERVICE, *DOSSIERS]
