// ---
// title:
//   nl: Wat nog open staat
//   en: What is still open
// question:
//   nl: "Wat noemt de bron uitdrukkelijk nog te bepalen?"
//   en: "What does the source expressly leave to be decided?"
// shows: table
// columns:
//   kind: {nl: "Wat voor open plek", en: "What kind of gap", values: {record: {nl: functie of ander gegeven, en: post or other record}, field: {nl: veld van een gegeven, en: field of a record}, relationship: {nl: relatie tussen twee gegevens, en: relationship between two records}}}
//   item: {nl: "Wat open staat; of waarvan iets open staat", en: "What is open; or of what something is open"}
//   item_id: {nl: "Id daarvan", en: "Its id"}
//   label: {nl: "Soort gegeven", en: "Kind of record", values: label}
//   what: {nl: "Welk veld of welke relatie; leeg bij een open gegeven", en: "Which field or relationship; empty for an open record", values: [field, type]}
//   belongs_to: {nl: "Waarbij het hoort", en: "What it belongs to"}
//   belongs_to_id: {nl: "Id's daarvan", en: "Their ids"}
//   as_stated: {nl: "Wat de bron erover zegt", en: "What the source says of it"}
// ---
// An open post counts once, as a record; the open relationships that lead to it say what it belongs to.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
WITH day, COLLECT {
    MATCH (n:Entity {dataset: dataset, status: 'open'})
    WHERE all(x IN [n] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {kind: 'record', id: n.id, what: null, as_stated: n.as_stated, belongs: COLLECT {
      MATCH (item:Entity)-[r]->(n)
      WHERE r.status = 'open' AND all(x IN [item, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      RETURN DISTINCT {name: item.name, id: item.id} AS one ORDER BY one.id
    }, marks: reduce(all = [], one IN COLLECT {
      MATCH (item:Entity)-[r]->(n)
      WHERE r.status = 'open' AND all(x IN [item, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      RETURN coalesce(item.marks, []) + coalesce(r.marks, []) AS marks
    } | all + one)}
  } AS records, COLLECT {
    MATCH (n:Entity {dataset: dataset})
    WHERE n.open IS NOT NULL AND all(x IN [n] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    UNWIND n.open AS field
    RETURN {kind: 'field', id: n.id, what: field, as_stated: CASE field WHEN 'due' THEN coalesce(n.due_as_stated, n.as_stated) ELSE n.as_stated END, belongs: []}
  } AS fields, COLLECT {
    MATCH (n:Entity {dataset: dataset})-[r]->(other:Entity)
    WHERE r.status = 'open' AND n.status <> 'open' AND other.status <> 'open' AND all(x IN [n, r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {kind: 'relationship', id: n.id, what: toLower(type(r)), as_stated: r.as_stated, belongs: [{name: other.name, id: other.id, marks: coalesce(other.marks, []) + coalesce(r.marks, [])}]}
  } AS ties
UNWIND records + fields + ties AS found
MATCH (n:Entity {id: found.id})
RETURN found.kind AS kind, n.name AS item, n.id AS item_id, [label IN labels(n) WHERE label <> 'Entity'][0] AS label, found.what AS what,
       [one IN found.belongs | one.name] AS belongs_to, [one IN found.belongs | one.id] AS belongs_to_id, found.as_stated AS as_stated,
       reduce(all = [], x IN [n, found] + found.belongs | all + coalesce(x.marks, [])) AS marks
ORDER BY n.dataset, kind, item_id, what, belongs_to_id
