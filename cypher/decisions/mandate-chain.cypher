// ---
// title:
//   nl: Keten van mandaten
//   en: Chain of mandates
// question:
//   nl: "Via welke keten mag deze functie dit, van het eerste mandaat tot het laatste ondermandaat?"
//   en: "By which chain may this post do this, from the first mandate to the last sub-mandate?"
// params:
//   holder:
//     type: string
//     optional: true
//     about: {nl: "Alleen ketens die bij dit gremium of deze functie eindigen: id of naam", en: "Only chains that end at this body or post: id or name"}
// shows: table
// columns:
//   holder: {nl: "Wie het ten slotte mag; leeg: niet vermeld", en: "Who may do it in the end; empty: not stated"}
//   holder_id: {nl: "Hun id's", en: "Their ids"}
//   links: {nl: "Aantal schakels", en: "Number of links"}
//   power: {nl: "De bevoegdheden, van eerste tot laatste", en: "The powers, from first to last"}
//   power_id: {nl: "Hun id's", en: "Their ids"}
//   granted_by: {nl: "Wie elk verleende; in dezelfde volgorde", en: "Who granted each; in the same order"}
//   limits: {nl: "De grens van elk; een streepje: niet vermeld", en: "The limit of each; a dash: not stated"}
//   may_pass_on: {nl: "Ondermandaat toegestaan; leeg: niet vermeld", en: "Sub-mandates allowed; empty: not stated"}
//   joins_up: {nl: "Sluit aan; of elke verlener zelf het vorige had, leeg: niet te bepalen", en: "Joins up; whether each granter had the one before, empty: cannot be told"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH path = (first:Mandate {dataset: dataset})<-[:SUBMANDATE_OF*1..6]-(last:Mandate)
WHERE all(x IN nodes(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND all(x IN relationships(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND NOT EXISTS { MATCH (first)-[:SUBMANDATE_OF]->(:Mandate) }
WITH day, first, last, nodes(path) AS powers, relationships(path) AS passed, COLLECT {
    MATCH (last)-[r:GRANTED_TO]->(holder)
    WHERE all(x IN [r, holder] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {name: holder.name, id: holder.id, slug: split(holder.id, '/')[2], marks: coalesce(r.marks, []) + coalesce(holder.marks, [])} ORDER BY holder.id
  } AS holders
WHERE $holder IS NULL OR any(one IN holders WHERE $holder IN coalesce($same[one.id].called, [one.id, one.slug, one.name]))
WITH first, powers, passed, holders, [one IN powers | one.id] AS ids, COLLECT {
    UNWIND range(0, size(powers) - 1) AS i
    RETURN {i: i, granters: COLLECT {
      MATCH (power:Mandate {id: powers[i].id})-[by:GRANTED_BY]->(granter)
      WHERE all(x IN [by, granter] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      RETURN {name: granter.name, marks: coalesce(by.marks, []) + coalesce(granter.marks, [])} ORDER BY granter.id
    }, had: EXISTS {
      MATCH (:Mandate {id: powers[i].id})-[by:GRANTED_BY]->(granter)<-[to:GRANTED_TO]-(:Mandate {id: powers[i - 1].id})
      WHERE all(x IN [by, granter, to] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    }} ORDER BY i
  } AS links
RETURN [one IN holders | one.name] AS holder, [one IN holders | one.id] AS holder_id, size(powers) AS links,
       [one IN powers | one.name] AS power, ids AS power_id,
       [one IN links | CASE WHEN size(one.granters) > 0 THEN substring(reduce(all = '', granter IN one.granters | all + ', ' + granter.name), 2) ELSE '–' END] AS granted_by,
       [one IN powers | coalesce(one.limit, '–')] AS limits, first.submandate_allowed AS may_pass_on,
       CASE WHEN all(one IN links WHERE one.i = 0 OR size(one.granters) > 0) THEN all(one IN links WHERE one.i = 0 OR one.had) END AS joins_up,
       reduce(all = [], x IN powers + passed + holders + reduce(flat = [], link IN links | flat + link.granters) | all + coalesce(x.marks, [])) AS marks
ORDER BY power_id
