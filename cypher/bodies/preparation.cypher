// ---
// title:
//   nl: Wie bereidt wie voor
//   en: Who prepares whom
// question:
//   nl: "Welk gremium wordt door welk ander voorbereid, en welk door geen?"
//   en: "Which body is prepared by which other, and which by none?"
// params:
//   kind:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit soort gremium", en: "Only this kind of body"}
//     values: BodyKind
// shows: table
// columns:
//   body: {nl: "Het gremium", en: "The body"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   kind: {nl: "Soort gremium", en: "Kind of body", values: BodyKind}
//   tier: {nl: "Laag", en: "Tier", values: Tier}
//   prepared_by: {nl: "Voorbereid door; leeg: niet vermeld", en: "Prepared by; empty: not stated"}
//   prepared_by_id: {nl: "Hun id's", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (body:Body {dataset: dataset})
WHERE all(x IN [body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($kind IS NULL OR body.kind = $kind)
WITH body, COLLECT {
    MATCH (other:Body)-[r:PREPARES]->(body)
    WHERE all(x IN [other, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {name: other.name, id: other.id, marks: coalesce(other.marks, []) + coalesce(r.marks, [])} ORDER BY other.id
  } AS others
RETURN body.name AS body, body.id AS body_id, body.kind AS kind, body.tier AS tier,
       [one IN others | one.name] AS prepared_by, [one IN others | one.id] AS prepared_by_id,
       reduce(all = [], x IN [body] + others | all + coalesce(x.marks, [])) AS marks
ORDER BY body_id
