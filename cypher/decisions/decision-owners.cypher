// ---
// title:
//   nl: Eigenaren van besluiten en afspraken
//   en: Owners of decisions and agreements
// question:
//   nl: "Wie is bestuurlijk en wie is ambtelijk eigenaar van dit besluit of deze afspraak?"
//   en: "Who is the political and who the official owner of this decision or agreement?"
// shows: table
// columns:
//   item: {nl: "Het besluit of de afspraak", en: "The decision or agreement"}
//   item_id: {nl: "Id daarvan", en: "Its id"}
//   label: {nl: "Soort", en: "Kind", values: label}
//   political_state: {nl: "Bestuurlijk", en: "Political side", values: {named: {nl: genoemd, en: named}, open: {nl: nog te bepalen, en: to be decided}, side not stated: {nl: "wel iemand, de kant niet vermeld", en: "somebody, side not stated"}, not stated: {nl: niet vermeld, en: not stated}}}
//   political: {nl: "Bestuurlijke eigenaren of opdrachtgevers", en: "Political owners or commissioners"}
//   political_id: {nl: "Hun id's", en: "Their ids"}
//   official_state: {nl: "Ambtelijk", en: "Official side", values: {named: {nl: genoemd, en: named}, open: {nl: nog te bepalen, en: to be decided}, side not stated: {nl: "wel iemand, de kant niet vermeld", en: "somebody, side not stated"}, not stated: {nl: niet vermeld, en: not stated}}}
//   official: {nl: "Ambtelijke eigenaren of opdrachtgevers", en: "Official owners or commissioners"}
//   official_id: {nl: "Hun id's", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (what:Entity {dataset: dataset}) WHERE (what:Decision OR what:Assignment)
  AND all(x IN [what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND coalesce($standing[what.id], what.standing, what.status) <> 'former'
WITH what, COLLECT {
    MATCH (what)-[r:OWNED_BY|COMMISSIONED_BY]->(owner)
    WHERE all(x IN [r, owner] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND coalesce($standing[r.id], r.standing, r.status) <> 'former'
    RETURN {side: r.side, name: owner.name, id: owner.id, open: r.status = 'open' OR owner.status = 'open', marks: coalesce(r.marks, []) + coalesce(owner.marks, [])} ORDER BY owner.id
  } AS owners, any(field IN coalesce(what.open, []) WHERE field IN ['owned_by', 'commissioned_by']) AS left_open
WITH what, left_open, any(one IN owners WHERE one.side IS NULL AND NOT one.open) AS unsided,
     [one IN owners WHERE one.side = 'political' AND NOT one.open] AS political, [one IN owners WHERE one.side = 'political' AND one.open] AS political_open,
     [one IN owners WHERE one.side = 'official' AND NOT one.open] AS official, [one IN owners WHERE one.side = 'official' AND one.open] AS official_open
RETURN what.name AS item, what.id AS item_id, [label IN labels(what) WHERE label <> 'Entity'][0] AS label,
       CASE WHEN size(political) > 0 THEN 'named' WHEN left_open OR size(political_open) > 0 THEN 'open'
            WHEN unsided THEN 'side not stated' ELSE 'not stated' END AS political_state,
       [one IN political | one.name] AS political, [one IN political | one.id] AS political_id,
       CASE WHEN size(official) > 0 THEN 'named' WHEN left_open OR size(official_open) > 0 THEN 'open'
            WHEN unsided THEN 'side not stated' ELSE 'not stated' END AS official_state,
       [one IN official | one.name] AS official, [one IN official | one.id] AS official_id,
       reduce(all = [], x IN [what] + political + political_open + official + official_open | all + coalesce(x.marks, [])) AS marks
ORDER BY what.dataset, label, what.number, item_id
