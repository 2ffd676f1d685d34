// ---
// title:
//   nl: Voorkeuren voor portefeuilles
//   en: Preferences for portfolios
// question:
//   nl: "Hoe zouden we de portefeuilles verdelen naar wat mensen aan het hart gaat?"
//   en: "How would we divide the portfolios by what people care about?"
// shows: table
// columns:
//   topic: {nl: "Het onderwerp", en: "The topic"}
//   topic_id: {nl: "Id daarvan", en: "Its id"}
//   person: {nl: "Wie het graag wil; leeg: niemand gaf het op", en: "Who would like it; empty: nobody named it"}
//   person_id: {nl: "Id daarvan", en: "Its id"}
//   weight: {nl: "Hoe sterk de wens is", en: "How strong the wish is"}
//   has_it: {nl: "Heeft het al; of die persoon het onderwerp nu heeft", en: "Has it already; whether that person has the topic now"}
//   now: {nl: "Wie het nu heeft", en: "Who has it now"}
//   now_id: {nl: "Hun id's", en: "Their ids"}
// ---
// Only where wishes were given: there every topic is told, also one that nobody wishes. Wishes are deleted after the division.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
WHERE EXISTS { MATCH (:Person {dataset: dataset})-[:PREFERS]->(:Topic) }
MATCH (topic:Topic {dataset: dataset})
WHERE all(x IN [topic] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
OPTIONAL MATCH (person:Person)-[wish:PREFERS]->(topic)
WHERE all(x IN [person, wish] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH topic, person, wish, COLLECT {
    MATCH (topic)<-[covers:COVERS]-(post:Post)<-[holds:HOLDS]-(holder:Person)
    WHERE all(x IN [holder, holds, post, covers] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    WITH holder, collect(coalesce(holder.marks, []) + coalesce(holds.marks, []) + coalesce(post.marks, []) + coalesce(covers.marks, [])) AS doubts
    RETURN {name: holder.name, id: holder.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY holder.id
  } AS holders
RETURN topic.name AS topic, topic.id AS topic_id, person.name AS person, person.id AS person_id, wish.weight AS weight,
       CASE WHEN person IS NOT NULL THEN any(one IN holders WHERE one.id = person.id) END AS has_it,
       [one IN holders | one.name] AS now, [one IN holders | one.id] AS now_id,
       reduce(all = [], x IN [topic, person, wish] + holders | all + coalesce(x.marks, [])) AS marks
ORDER BY topic_id, coalesce(weight, 0) DESC, person_id
