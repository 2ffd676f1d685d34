// ---
// title:
//   nl: Samenwerking binnen en buiten de regeling
//   en: Cooperation inside and outside the arrangement
// question:
//   nl: "Op welke onderwerpen werkt men samen binnen de regeling, en op welke erbuiten?"
//   en: "On which topics do they cooperate inside the arrangement, and on which outside it?"
// params:
//   place:
//     type: string
//     optional: true
//     about: {nl: "Alleen wat binnen, onder of buiten de regeling valt", en: "Only what is inside, under or outside the arrangement"}
//     values: {inside: {nl: binnen, en: inside}, part: {nl: onderdeel van wat erbinnen valt, en: part of what is inside}, heading: {nl: kop boven andere onderwerpen, en: heading over other topics}, outside: {nl: buiten, en: outside}}
// shows: table
// columns:
//   topic: {nl: "Het onderwerp", en: "The topic"}
//   topic_id: {nl: "Id daarvan", en: "Its id"}
//   place: {nl: "Binnen of buiten; binnen: de regeling gaat erover", en: "Inside or outside; inside: the arrangement covers it", values: {inside: {nl: binnen, en: inside}, part: {nl: onderdeel van wat erbinnen valt, en: part of what is inside}, heading: {nl: kop boven andere onderwerpen, en: heading over other topics}, outside: {nl: buiten, en: outside}}}
//   arrangement: {nl: "Welke regelingen", en: "Which arrangements"}
//   arrangement_id: {nl: "Hun id's", en: "Their ids"}
//   wider: {nl: "Waar het onderwerp deel van is", en: "What the topic is part of"}
//   wider_id: {nl: "Id's daarvan", en: "Their ids"}
//   status: {nl: "Stand", en: "Standing", values: Status}
// ---
// Only where an arrangement says which topics it covers: elsewhere outside would just mean not stated.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
WHERE EXISTS { MATCH (:Arrangement {dataset: dataset})-[:COVERS]->(:Topic) }
MATCH (topic:Topic {dataset: dataset})
WHERE all(x IN [topic] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH dataset, topic,
     COLLECT {
       MATCH (arrangement:Arrangement)-[r:COVERS]->(topic)
       WHERE all(x IN [arrangement, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: arrangement.name, id: arrangement.id, marks: coalesce(arrangement.marks, []) + coalesce(r.marks, [])} ORDER BY arrangement.id
     } AS own,
     COLLECT {
       MATCH path = (topic)-[:PART_OF*1..5]->(:Topic)<-[:COVERS]-(arrangement:Arrangement)
       WHERE all(x IN nodes(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND all(x IN relationships(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH arrangement, collect(reduce(all = [], x IN nodes(path) + relationships(path) | all + coalesce(x.marks, []))) AS doubts
       RETURN {name: arrangement.name, id: arrangement.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY arrangement.id
     } AS by_wider,
     COLLECT {
       MATCH (topic)-[r:PART_OF]->(wider)
       WHERE all(x IN [r, wider] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: wider.name, id: wider.id, marks: coalesce(r.marks, []) + coalesce(wider.marks, [])} ORDER BY wider.id
     } AS wider,
     EXISTS {
       MATCH (narrower:Topic)-[r:PART_OF]->(topic)
       WHERE all(x IN [narrower, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
     } AS gathers
WITH dataset, topic, wider, CASE WHEN size(own) > 0 THEN own ELSE by_wider END AS arrangements,
     CASE WHEN size(own) > 0 THEN 'inside' WHEN size(by_wider) > 0 THEN 'part' WHEN gathers THEN 'heading' ELSE 'outside' END AS placed
WHERE $place IS NULL OR placed = $place
RETURN topic.name AS topic, topic.id AS topic_id, placed AS place,
       [one IN arrangements | one.name] AS arrangement, [one IN arrangements | one.id] AS arrangement_id,
       [one IN wider | one.name] AS wider, [one IN wider | one.id] AS wider_id, topic.status AS status,
       reduce(all = [], x IN [topic] + arrangements + wider | all + coalesce(x.marks, [])) AS marks
ORDER BY dataset, place, topic_id
