// ---
// title:
//   nl: Wat niet zo in de bron staat
//   en: What the source does not say itself
// question:
//   nl: "Wat hebben wij afgeleid of van elders gehaald, en hoe zeker is dat?"
//   en: "What did we infer or take from elsewhere, and how sure is that?"
// params:
//   evidence:
//     type: string
//     optional: true
//     about: {nl: "Alleen afgeleid, of alleen uit een andere bron", en: "Only inferred, or only from another source"}
//     values: Evidence
//   kind:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit soort gegeven of relatie", en: "Only this kind of record or relationship"}
//     values: [label, type]
// shows: table
// columns:
//   evidence: {nl: "Herkomst; afgeleid of van elders", en: "Origin; inferred or from elsewhere", values: Evidence}
//   kind: {nl: "Soort; van gegeven of relatie", en: "Kind; of record or relationship", values: [label, type]}
//   item: {nl: "Wat", en: "What"}
//   item_id: {nl: "Id daarvan", en: "Its id"}
//   target: {nl: "Waarheen; bij een relatie", en: "Where to; of a relationship"}
//   target_id: {nl: "Id daarvan", en: "Its id"}
//   fields: {nl: "Welke velden; waar de bron de rest wel zegt", en: "Which fields; where the source does state the rest", values: field}
//   note: {nl: "Toelichting; waarom, of wat onzeker is", en: "Note; why, or what is uncertain"}
//   sources: {nl: "Bron en plaats waarop het steunt", en: "Source and place it rests on"}
//   sources_id: {nl: "Id's van die bronnen", en: "Ids of those sources"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
UNWIND COLLECT {
    MATCH (n:Entity {dataset: dataset})
    WHERE (n.evidence <> 'stated' OR n.inferred IS NOT NULL) AND NOT n:Source AND NOT n:Slot AND NOT n:Claim AND all(x IN [n] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {id: n.id, target: null, kind: [label IN labels(n) WHERE label <> 'Entity'][0], evidence: CASE WHEN n.inferred IS NOT NULL THEN 'inferred' ELSE n.evidence END, fields: n.inferred, note: n.note, marks: n.marks, cited: COLLECT {
      MATCH (n)-[c:DOCUMENTED_IN]->(source:Source)
      RETURN [source.id, trim(split(source.id, '/')[2] + ' ' + coalesce(c.locator, ''))] ORDER BY source.id, c.locator
    }}
  } + COLLECT {
    MATCH (n:Entity {dataset: dataset})-[r]->(other:Entity)
    WHERE (r.evidence <> 'stated' OR r.inferred IS NOT NULL) AND type(r) <> 'DOCUMENTED_IN' AND all(x IN [n, r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {id: n.id, target: other.id, kind: type(r), evidence: CASE WHEN r.inferred IS NOT NULL THEN 'inferred' ELSE r.evidence END, fields: r.inferred, note: r.note, marks: r.marks,
            cited: [i IN range(0, size(coalesce(r.sources, [])) - 1) | [r.sources[i], trim(split(r.sources[i], '/')[2] + ' ' + r.locators[i])]]}
  } AS found
WITH found WHERE ($evidence IS NULL OR found.evidence = $evidence) AND ($kind IS NULL OR found.kind = $kind)
MATCH (n:Entity {id: found.id})
OPTIONAL MATCH (other:Entity {id: coalesce(found.target, '')})
RETURN found.evidence AS evidence, found.kind AS kind, n.name AS item, n.id AS item_id, other.name AS target, other.id AS target_id,
       found.fields AS fields, found.note AS note, [one IN found.cited | one[1]] AS sources, [one IN found.cited | one[0]] AS sources_id,
       reduce(all = [], x IN [found, n, other] | all + coalesce(x.marks, [])) AS marks
ORDER BY n.dataset, evidence, kind, item_id, target_id
