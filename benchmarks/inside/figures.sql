-- The figures of the annual report as one would write them by hand, for SQLite and PostgreSQL alike.
-- A statement answers with one row: the count, or part and whole of a ratio, or least and most of a range.
-- %(start)s and %(end)s are the first and the last day of the period, %(eve)s the day before the first,
-- %(n)s is the number of a family. Parts under "shared:" are put where their name stands in braces.

-- = shared:frame
RECURSIVE term AS (
  SELECT id FROM rounds_term
   WHERE office_id = %(office)s AND voided_at IS NULL AND at <= %(end)s
   ORDER BY at DESC, id DESC LIMIT 1
), version AS (
  SELECT v.id, v.plan_id
    FROM rounds_planversion v JOIN rounds_plan p ON p.id = v.plan_id
   WHERE p.term_id = (SELECT id FROM term) AND p.voided_at IS NULL AND v.voided_at IS NULL AND v.at <= %(end)s
   ORDER BY v.at DESC, v.number DESC, v.id DESC LIMIT 1
), listed AS (
  SELECT organisation_id, unit_class FROM rounds_planitem
   WHERE version_id = (SELECT id FROM version) AND voided_at IS NULL
), planned AS (
  SELECT organisation_id FROM listed WHERE unit_class <> 'village'
), changes AS (
  SELECT c.organisation_id, c.kind, c.successor_id,
         row_number() OVER (PARTITION BY c.organisation_id ORDER BY v.at DESC, v.number DESC, c.id DESC) AS nth
    FROM rounds_planchange c JOIN rounds_planversion v ON v.id = c.version_id
   WHERE v.plan_id = (SELECT plan_id FROM version) AND v.voided_at IS NULL AND v.at <= %(end)s
     AND c.voided_at IS NULL AND (c.kind = 'abolished' OR c.kind = 'merged' AND c.successor_id IS NOT NULL)
), registered AS (
  SELECT organisation_id, successor_id,
         row_number() OVER (PARTITION BY organisation_id ORDER BY at DESC, id DESC) AS nth
    FROM orgs_organisationchange
   WHERE voided_at IS NULL AND at <= %(end)s AND kind IN ('merged', 'renamed') AND successor_id IS NOT NULL
), gone AS (
  SELECT organisation_id, successor_id FROM changes WHERE nth = 1 AND kind = 'merged'
  UNION ALL
  SELECT organisation_id, successor_id FROM registered r
   WHERE nth = 1 AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.organisation_id = r.organisation_id)
), chain (origin, organisation_id, hops) AS (
  SELECT organisation_id, successor_id, 1 FROM gone
   WHERE organisation_id NOT IN (SELECT organisation_id FROM listed)
  UNION ALL
  SELECT chain.origin, gone.successor_id, chain.hops + 1
    FROM chain JOIN gone ON gone.organisation_id = chain.organisation_id
   WHERE chain.organisation_id NOT IN (SELECT organisation_id FROM listed) AND chain.hops < 20
), heirs AS (
  SELECT origin, organisation_id FROM chain WHERE organisation_id IN (SELECT organisation_id FROM listed)
), kept AS (
  SELECT coalesce(h.organisation_id, c.organisation_id) AS organisation_id
    FROM rounds_planchange c
    JOIN rounds_planversion v ON v.id = c.version_id
    LEFT JOIN heirs h ON h.origin = c.organisation_id
   WHERE v.plan_id = (SELECT plan_id FROM version) AND v.voided_at IS NULL AND v.at <= %(end)s
     AND c.voided_at IS NULL AND c.kind = 'kept'
)

-- = shared:finished
finished AS (
  SELECT r.number, coalesce(h.organisation_id, t.organisation_id) AS organisation_id
    FROM rounds_task t
    JOIN rounds_round r ON r.id = t.round_id
    LEFT JOIN heirs h ON h.origin = t.organisation_id
   WHERE r.term_id = (SELECT id FROM term) AND r.voided_at IS NULL AND t.voided_at IS NULL AND t.counts
     AND t.left_on <= %(end)s
)

-- = shared:on_the_list
(t.entered_on <= %(end)s
 OR t.at <= %(end)s AND r.approved_on <= %(end)s
    AND coalesce((SELECT p.after FROM records_passage p
                   WHERE p.subject_uid = t.uid AND p.at <= %(end)s AND p.after <> ''
                   ORDER BY p.at DESC, p.id DESC LIMIT 1), t.state) NOT IN ('postponed', 'withdrawn')
    AND coalesce((SELECT p.after FROM records_passage p
                   WHERE p.subject_uid = r.uid AND p.at <= %(end)s AND p.after <> ''
                   ORDER BY p.at DESC, p.id DESC LIMIT 1), r.state) <> 'cancelled')

-- = shared:of_the_round
FROM rounds_task t
JOIN rounds_round r ON r.id = t.round_id
WHERE r.number = %(n)s AND r.voided_at IS NULL AND t.voided_at IS NULL AND t.at <= %(end)s
  AND r.term_id = (SELECT id FROM rounds_term
                    WHERE office_id = %(office)s AND voided_at IS NULL AND at <= %(end)s
                    ORDER BY at DESC, id DESC LIMIT 1)

-- = shared:received
(SELECT l.id FROM rectification_ledger l JOIN basis_document d ON d.id = l.source_id
  WHERE l.office_id = %(office)s AND l.voided_at IS NULL AND l.owner_kind = 'office'
    AND d.direction = 'in' AND d.at BETWEEN %(start)s AND %(end)s)

-- = shared:state_of_item
(SELECT p.after FROM records_passage p
  WHERE p.subject_uid = i.uid AND p.at <= %(end)s AND p.after <> ''
  ORDER BY p.at DESC, p.id DESC LIMIT 1)

-- = shared:owed_by_units
FROM rectification_item i
JOIN rectification_ledger l ON l.id = i.ledger_id
JOIN findings_finding f ON f.id = i.finding_id
WHERE i.office_id = %(office)s AND i.voided_at IS NULL AND i.at <= %(end)s AND l.owner_kind = 'task'
  AND f.fed_back_on BETWEEN %(start)s AND %(end)s

-- = shared:members
FROM talent_poolmember m
WHERE m.office_id = %(office)s AND m.voided_at IS NULL AND m.at <= %(end)s
  AND (SELECT p.after FROM records_passage p
        WHERE p.subject_uid = m.uid AND p.at <= %(end)s AND p.after <> ''
        ORDER BY p.at DESC, p.id DESC LIMIT 1) IN ('in_pool', 'posted', 'paused')

-- = shared:contact_points
FROM guidance_contactpoint
WHERE office_id = %(office)s AND voided_at IS NULL AND at <= %(end)s AND (until IS NULL OR until >= %(end)s)

-- = shared:checks
(SELECT id FROM guidance_campaign
  WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s)

-- = leadership.study
SELECT count(*) FROM leadership_studysession
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s

-- = leadership.standing_committee
SELECT count(*) FROM leadership_briefing
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s AND forum = 'standing_committee'

-- = leadership.secretary_meeting
SELECT count(*) FROM leadership_briefing
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s
   AND forum = 'secretary' AND purpose = 'composite'

-- = leadership.leading_group
SELECT count(*) FROM leadership_briefing
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s AND forum = 'leading_group'

-- = leadership.suggestions
SELECT count(*) FROM leadership_suggestion s JOIN leadership_briefing b ON b.id = s.briefing_id
 WHERE s.office_id = %(office)s AND s.voided_at IS NULL AND s.at BETWEEN %(start)s AND %(end)s
   AND b.forum = 'standing_committee' AND s.upper_meeting_id IS NOT NULL

-- = rules.revised
SELECT count(*) FROM leadership_institutionversion
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s AND act IN ('made', 'revised')

-- = named.supervised
SELECT count(*)
  FROM leadership_namedmatter m JOIN basis_meeting g ON g.id = m.meeting_id
 WHERE m.office_id = %(office)s AND m.voided_at IS NULL AND m.at <= %(end)s AND g.kind = 'secretary'
   AND (m.closed_on IS NULL OR m.closed_on >= %(start)s)
   AND (coalesce((SELECT p.after FROM records_passage p
                   WHERE p.subject_uid = m.uid AND p.at <= %(eve)s AND p.after <> ''
                   ORDER BY p.at DESC, p.id DESC LIMIT 1), '') <> 'closed'
        OR EXISTS (SELECT 1 FROM records_passage p
                    WHERE p.subject_uid = m.uid AND p.at BETWEEN %(start)s AND %(end)s
                      AND p.before = 'closed' AND p.after <> ''))

-- = resources.staff
SELECT count(*) FROM leadership_staffaddition
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s

-- = resources.vehicles
SELECT count(*) FROM leadership_vehicle
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s
   AND (withdrawn_on IS NULL OR withdrawn_on > %(end)s)

-- = resources.privileges
SELECT count(*) FROM (
  SELECT person_id FROM leadership_privilegeentry
   WHERE office_id = %(office)s AND voided_at IS NULL AND at <= %(end)s AND (until IS NULL OR until > %(end)s)
   GROUP BY person_id
  HAVING count(DISTINCT privilege) = 2 AND max(at) >= %(start)s
) leaders

-- = resources.appraised
SELECT count(DISTINCT person_id) FROM teams_appraisal
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s

-- = plan.units
WITH {frame}
SELECT count(*) FROM planned

-- = round[n].units
WITH {frame}, {finished}
SELECT count(*) FROM (
  SELECT organisation_id FROM finished
   WHERE organisation_id IN (SELECT organisation_id FROM planned)
   GROUP BY organisation_id HAVING min(number) = %(n)s
) first

-- = round[n].routine
SELECT count(*) {of_the_round} AND t.kind = 'routine' AND {on_the_list}

-- = round[n].linked
SELECT count(*) {of_the_round} AND t.kind = 'routine' AND {on_the_list}
   AND EXISTS (SELECT 1 FROM rounds_taskmode m WHERE m.task_id = t.id AND m.mode = 'linked')

-- = round[n].own
SELECT count(*) {of_the_round} AND t.kind = 'routine' AND {on_the_list}
   AND EXISTS (SELECT 1 FROM rounds_taskmode m WHERE m.task_id = t.id AND m.mode = 'own')

-- = round[n].lookback
SELECT count(*) {of_the_round} AND t.kind = 'lookback' AND t.entered_on <= %(end)s

-- = coverage.after_round[n]
WITH {frame}, {finished}, scheduled AS (
  SELECT r.number, coalesce(h.organisation_id, t.organisation_id) AS organisation_id, t.left_on
    FROM rounds_task t
    JOIN rounds_round r ON r.id = t.round_id
    LEFT JOIN heirs h ON h.origin = t.organisation_id
   WHERE r.term_id = (SELECT id FROM term) AND r.voided_at IS NULL AND t.voided_at IS NULL AND t.counts
     AND {on_the_list}
), under_way AS (
  SELECT EXISTS (SELECT 1 FROM rounds_round
                  WHERE term_id = (SELECT id FROM term) AND voided_at IS NULL AND number <= %(n)s
                    AND (approved_on IS NULL OR approved_on > %(end)s))
      OR EXISTS (SELECT 1 FROM scheduled WHERE number <= %(n)s AND (left_on IS NULL OR left_on > %(end)s)) AS so
), reached AS (
  SELECT number, organisation_id FROM finished WHERE NOT (SELECT so FROM under_way)
  UNION ALL
  SELECT number, organisation_id FROM scheduled WHERE (SELECT so FROM under_way)
)
SELECT (SELECT count(*) FROM planned
         WHERE organisation_id IN (SELECT organisation_id FROM reached WHERE number <= %(n)s)
            OR organisation_id IN (SELECT organisation_id FROM kept)
               AND organisation_id NOT IN (SELECT organisation_id FROM reached)),
       (SELECT count(*) FROM planned)

-- = coverage.now
WITH {frame}, {finished}
SELECT (SELECT count(*) FROM planned
         WHERE organisation_id IN (SELECT organisation_id FROM finished)
            OR organisation_id IN (SELECT organisation_id FROM kept)),
       (SELECT count(*) FROM planned)

-- = pool.per_group
SELECT min(size), max(size) FROM (
  SELECT count(*) AS size
    FROM rounds_groupmember m
    JOIN rounds_round r ON r.id = m.round_id
   WHERE m.office_id = %(office)s AND m.voided_at IS NULL AND m.at <= %(end)s AND m.pool_member_id IS NOT NULL
     AND r.office_id = %(office)s AND r.voided_at IS NULL
     AND (SELECT min(s.at) FROM rounds_groupmember s JOIN rounds_group g ON g.id = s.group_id
           WHERE g.round_id = r.id AND g.voided_at IS NULL AND s.voided_at IS NULL) BETWEEN %(start)s AND %(end)s
   GROUP BY m.group_id
) sizes

-- = linkage.plan_issued
SELECT min(at) FROM linkage_campaign
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s

-- = linkage.groups
SELECT count(*) FROM linkage_campaigngroup
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s

-- = linkage.counties
SELECT count(DISTINCT county_id) FROM linkage_countyplan
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s

-- = linkage.county_units
SELECT count(*) FROM linkage_countytask c JOIN rounds_task t ON t.id = c.task_id
 WHERE c.office_id = %(office)s AND c.voided_at IS NULL AND t.voided_at IS NULL
   AND t.entered_on BETWEEN %(start)s AND %(end)s AND t.kind <> 'lookback'

-- = linkage.county_lookbacks
SELECT count(*) FROM linkage_countytask c JOIN rounds_task t ON t.id = c.task_id
 WHERE c.office_id = %(office)s AND c.voided_at IS NULL AND t.voided_at IS NULL
   AND t.entered_on BETWEEN %(start)s AND %(end)s AND t.kind = 'lookback'

-- = linkage.counterpart_asked
SELECT count(*) FROM linkage_counterpart
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s

-- = linkage.counterpart_received
SELECT count(*) FROM linkage_counterpart
 WHERE office_id = %(office)s AND voided_at IS NULL AND received_on BETWEEN %(start)s AND %(end)s

-- = linkage.counterpart_used
SELECT count(*) FROM linkage_counterpart
 WHERE office_id = %(office)s AND voided_at IS NULL AND used_on BETWEEN %(start)s AND %(end)s

-- = linkage.filed
SELECT count(*) FROM linkage_filing
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s AND kind = 'unit_report'

-- = pool.size
SELECT count(*) {members}

-- = pool.channels
SELECT count(*) FROM talent_channel c
 WHERE c.office_id = %(office)s AND c.voided_at IS NULL AND EXISTS (SELECT 1 {members} AND m.channel_id = c.id)

-- = clues.transferred
SELECT count(*)
  FROM clues_clue c
  JOIN clues_transferline l ON l.clue_id = c.id
  JOIN clues_transfer t ON t.id = l.transfer_id
 WHERE c.office_id = %(office)s AND c.voided_at IS NULL AND c.transferred_on BETWEEN %(start)s AND %(end)s
   AND l.leads AND l.voided_at IS NULL AND t.voided_at IS NULL

-- = clues.persons
SELECT count(*)
  FROM clues_cluesubject s
  JOIN clues_clue c ON c.id = s.clue_id
  JOIN clues_transferline l ON l.clue_id = c.id
  JOIN clues_transfer t ON t.id = l.transfer_id
 WHERE s.office_id = %(office)s AND s.voided_at IS NULL
   AND c.office_id = %(office)s AND c.voided_at IS NULL AND c.transferred_on BETWEEN %(start)s AND %(end)s
   AND l.leads AND l.voided_at IS NULL AND t.voided_at IS NULL

-- = clues.copied
SELECT count(*) FROM clues_transferline l JOIN clues_transfer t ON t.id = l.transfer_id
 WHERE l.office_id = %(office)s AND l.voided_at IS NULL AND NOT l.leads
   AND t.voided_at IS NULL AND t.at BETWEEN %(start)s AND %(end)s

-- = feedback.units
SELECT count(DISTINCT t.organisation_id) FROM findings_feedback f JOIN rounds_task t ON t.id = f.task_id
 WHERE f.office_id = %(office)s AND f.voided_at IS NULL AND f.at BETWEEN %(start)s AND %(end)s AND f.addressee_type = 'body'

-- = feedback.problems
SELECT count(*) FROM findings_finding
 WHERE office_id = %(office)s AND voided_at IS NULL AND in_list AND fed_back_on BETWEEN %(start)s AND %(end)s

-- = received.classes
SELECT count(*) FROM rectification_itemclass c
 WHERE c.office_id = %(office)s AND c.voided_at IS NULL AND c.at <= %(end)s AND c.ledger_id IN {received}

-- = received.items
SELECT count(*) FROM rectification_item i
 WHERE i.office_id = %(office)s AND i.voided_at IS NULL AND i.at <= %(end)s AND i.ledger_id IN {received}

-- = received.measures
SELECT count(*) FROM rectification_measure m JOIN rectification_item i ON i.id = m.item_id
 WHERE m.office_id = %(office)s AND m.voided_at IS NULL AND m.at <= %(end)s AND i.ledger_id IN {received}

-- = received.done
SELECT count(*) FROM rectification_item i
 WHERE i.office_id = %(office)s AND i.voided_at IS NULL AND i.at <= %(end)s AND i.ledger_id IN {received}
   AND {state_of_item} = 'done'

-- = received.staged
SELECT count(*) FROM rectification_item i
 WHERE i.office_id = %(office)s AND i.voided_at IS NULL AND i.at <= %(end)s AND i.ledger_id IN {received}
   AND {state_of_item} IN ('basically_done', 'standing')

-- = received.mechanisms
SELECT count(*) FROM rectification_yield y JOIN rectification_item i ON i.id = y.item_id
 WHERE y.office_id = %(office)s AND y.voided_at IS NULL AND y.at BETWEEN %(start)s AND %(end)s
   AND y.kind = 'mechanism' AND i.ledger_id IN {received}

-- = rectification.due
SELECT count(*) {owed_by_units}

-- = rectification.rate
SELECT count(CASE WHEN {state_of_item} = 'done' THEN 1 END), count(*) {owed_by_units}

-- = rectification.overdue
SELECT count(*)
  FROM rectification_measure m
  LEFT JOIN (SELECT measure_id, min(number) AS number FROM rectification_extension
              WHERE voided_at IS NULL AND state = 'granted' AND decided_on > %(end)s GROUP BY measure_id) later
         ON later.measure_id = m.id
  LEFT JOIN rectification_extension e ON e.measure_id = m.id AND e.number = later.number AND e.voided_at IS NULL
 WHERE m.office_id = %(office)s AND m.voided_at IS NULL AND m.at <= %(end)s
   AND (m.done_on IS NULL OR m.done_on > %(end)s) AND coalesce(e.old_due_on, m.due_on) < %(end)s

-- = rectification.overdue_first
SELECT count(*) FROM rectification_measure
 WHERE office_id = %(office)s AND voided_at IS NULL AND at <= %(end)s
   AND (done_on IS NULL OR done_on > %(end)s) AND coalesce(first_due_on, due_on) < %(end)s

-- = rectification.extensions
SELECT count(*) FROM rectification_extension
 WHERE office_id = %(office)s AND voided_at IS NULL AND state = 'granted' AND decided_on BETWEEN %(start)s AND %(end)s

-- = rectification.disagreement
SELECT count(CASE WHEN v.found <> p.claimed THEN 1 END), count(*)
  FROM rectification_verification v JOIN rectification_selfreport p ON p.id = v.report_id
 WHERE v.office_id = %(office)s AND v.voided_at IS NULL AND v.at BETWEEN %(start)s AND %(end)s

-- = rectification.evaluated
SELECT count(DISTINCT ledger_id) FROM rectification_evaluation
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s

-- = rectification.published_party
SELECT count(DISTINCT ledger_id) FROM rectification_publication
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s AND scope = 'party'

-- = rectification.published_society
SELECT count(DISTINCT ledger_id) FROM rectification_publication
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s AND scope = 'society'

-- = supervision.cards
SELECT count(*) FROM rectification_card
 WHERE office_id = %(office)s AND voided_at IS NULL AND issued_on BETWEEN %(start)s AND %(end)s

-- = supervision.talks
SELECT count(*) FROM rectification_escalation
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s AND level = 'talk'

-- = supervision.circulars
SELECT count(*) FROM rectification_escalation
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s AND level = 'circular'

-- = liaison.pairs
SELECT count(DISTINCT county_id) FROM guidance_sponsorship
 WHERE office_id = %(office)s AND voided_at IS NULL AND at <= %(end)s AND (until IS NULL OR until >= %(end)s)
   AND level = 'county'

-- = liaison.model_counties
SELECT count(*) {contact_points} AND purpose = 'standardisation' AND level = 'county'

-- = liaison.townships
SELECT count(*) {contact_points} AND purpose = 'rectification' AND level = 'township'

-- = liaison.villages
SELECT count(*) {contact_points} AND purpose = 'rectification' AND level = 'village'

-- = guidance.march_groups
SELECT count(*) FROM guidance_checkteam
 WHERE office_id = %(office)s AND voided_at IS NULL AND at <= %(end)s AND campaign_id IN {checks}

-- = guidance.aspects
SELECT count(*) FROM guidance_aspect
 WHERE office_id = %(office)s AND voided_at IS NULL AND at <= %(end)s AND campaign_id IN {checks}

-- = guidance.common_problems
SELECT count(*) FROM guidance_commonproblem
 WHERE office_id = %(office)s AND voided_at IS NULL AND at <= %(end)s AND campaign_id IN {checks}

-- = guidance.supervised
SELECT count(DISTINCT c.county_id) FROM guidance_supervisioncase c
 WHERE c.office_id = %(office)s AND c.voided_at IS NULL AND c.at BETWEEN %(start)s AND %(end)s
   AND EXISTS (SELECT 1 FROM guidance_caseaction a
                WHERE a.case_id = c.id AND a.voided_at IS NULL AND a.kind = 'talk' AND a.at <= %(end)s)

-- = guidance.dispatch
SELECT count(*) FROM guidance_dispatchmeeting
 WHERE office_id = %(office)s AND voided_at IS NULL AND at BETWEEN %(start)s AND %(end)s
