// ---
// title:
//   nl: Hoe gremia zich verhouden
//   en: How bodies relate
// question:
//   nl: "Hoe verhouden deze gremia zich tot elkaar?"
//   en: "How do these bodies relate to each other?"
// params:
//   bodies:
//     type: list
//     optional: true
//     about: {nl: "Alleen tussen deze gremia en organisaties: id's of namen, met komma's", en: "Only between these bodies and organizations: ids or names, with commas"}
// shows: graph
// columns:
//   source: {nl: "Het ene gremium", en: "The one body"}
//   relationship: {nl: "Hun relatie: bereidt voor, adviseert, is onderdeel van …", en: "Their relationship: prepares, advises, is part of …"}
//   target: {nl: "Het andere; een gremium, organisatie of samenwerking", en: "The other; a body, organization or cooperation"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (source:Body {dataset: dataset})-[r:PART_OF|PREPARES|ADVISES|APPOINTS|ACCOUNTABLE_TO|INFORMS|SUPPORTS|HOSTED_BY|ESCALATES_TO|SUPERVISES|PAIRED_WITH|RESPONSIBLE_FOR]->(target)
WHERE (target:Body OR target:Organization OR target:Cooperation)
  AND all(x IN [source, r, target] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($bodies IS NULL OR any(one IN $bodies WHERE one IN coalesce($same[source.id].called, [source.id, split(source.id, '/')[2], source.name]))
                      AND any(one IN $bodies WHERE one IN coalesce($same[target.id].called, [target.id, split(target.id, '/')[2], target.name])))
RETURN source, r AS relationship, target
ORDER BY source.id, type(r), target.id, r.id
