// ---
// title:
//   nl: Deelnemers
//   en: Participants
// question:
//   nl: "Welke organisaties doen waaraan mee, met welke organen en hoeveel stemmen?"
//   en: "Which organizations take part in what, with which organs and how many votes?"
// shows: table
// columns:
//   participant: {nl: "De organisatie", en: "The organization"}
//   participant_id: {nl: "Id daarvan", en: "Its id"}
//   joins: {nl: "Waaraan zij meedoet", en: "What it takes part in"}
//   joins_id: {nl: "Id daarvan", en: "Its id"}
//   label: {nl: "Soort", en: "Kind", values: label}
//   organs: {nl: "Welke organen meedoen", en: "Which organs take part", values: Organ}
//   joined: {nl: "Sinds wanneer", en: "Since when"}
//   votes: {nl: "Stemmen", en: "Votes"}
//   contribution: {nl: "Bijdrage, euro per jaar", en: "Contribution, euros a year"}
//   voluntary: {nl: "Vrijwillig; leeg: niet vermeld", en: "By choice; empty: not stated"}
//   evidence: {nl: "Herkomst; in de bron, afgeleid of van elders", en: "Origin; stated, inferred or from elsewhere", values: Evidence}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (participant:Organization {dataset: dataset})-[r:PARTICIPATES_IN]->(joins)
WHERE all(x IN [participant, r, joins] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
RETURN participant.name AS participant, participant.id AS participant_id, joins.name AS joins, joins.id AS joins_id,
       [label IN labels(joins) WHERE label <> 'Entity'][0] AS label, coalesce(r.organs, []) AS organs, r.joined AS joined, r.votes AS votes,
       r.contribution AS contribution, r.voluntary AS voluntary, r.evidence AS evidence,
       reduce(all = [], x IN [participant, r, joins] | all + coalesce(x.marks, [])) AS marks
ORDER BY joins_id, participant_id, voluntary
