// ---
// title:
//   nl: Wie ondersteunt wie
//   en: Who supports whom
// question:
//   nl: "Wie ondersteunt mij of mijn gremium?"
//   en: "Who supports me or my body?"
// params:
//   supported:
//     type: string
//     optional: true
//     about: {nl: "Alleen wie dit gremium, deze functie, organisatie of rol ondersteunt: id of naam", en: "Only who supports this body, post, organization or role: id or name"}
//   by:
//     type: string
//     optional: true
//     about: {nl: "Alleen wie door dit gremium of deze functie wordt ondersteund: id of naam", en: "Only who is supported by this body or post: id or name"}
// shows: table
// columns:
//   supported: {nl: "Wie ondersteund wordt", en: "Who is supported"}
//   supported_id: {nl: "Id daarvan", en: "Its id"}
//   label: {nl: "Soort", en: "Kind", values: label}
//   by: {nl: "Door wie", en: "By whom"}
//   by_id: {nl: "Id daarvan", en: "Its id"}
//   how: {nl: "Hoe", en: "How", values: {supports: {nl: ondersteunt, en: supports}, secretary: {nl: als secretaris, en: as secretary}, hosted_by: {nl: geeft onderdak, en: lodges it}}}
//   note: {nl: "Wat erover te zeggen is", en: "What there is to say of it"}
// ---
// Three kinds of support: it is stated as such, somebody is secretary there, or an organization lodges the body.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (supporter:Entity {dataset: dataset})-[r:SUPPORTS|IN|HOSTED_BY]-(supported:Entity)
WHERE all(x IN [supporter, r, supported] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ((type(r) = 'SUPPORTS' AND startNode(r) = supporter) OR (type(r) = 'HOSTED_BY' AND endNode(r) = supporter)
       OR (type(r) = 'IN' AND startNode(r) = supporter AND supporter.capacity = 'secretary'))
  AND ($supported IS NULL OR $supported IN coalesce($same[supported.id].called, [supported.id, split(supported.id, '/')[2], supported.name]))
  AND ($by IS NULL OR $by IN coalesce($same[supporter.id].called, [supporter.id, split(supporter.id, '/')[2], supporter.name]))
RETURN supported.name AS supported, supported.id AS supported_id, [label IN labels(supported) WHERE label <> 'Entity'][0] AS label,
       supporter.name AS by, supporter.id AS by_id,
       CASE type(r) WHEN 'IN' THEN 'secretary' ELSE toLower(type(r)) END AS how, r.note AS note,
       reduce(all = [], x IN [supporter, r, supported] | all + coalesce(x.marks, [])) AS marks
ORDER BY supported_id, how, by_id
