// ---
// title:
//   nl: Voorzitters
//   en: Chairs
// question:
//   nl: Wie zit welk gremium voor, en uit welke functie volgt dat?
//   en: Who chairs which body, and from which office does that follow?
// shows: table
// columns:
//   body: {nl: Het gremium, en: The body}
//   body_id: {nl: Id van het gremium, en: Id of the body}
//   chair: {nl: 'De functie van voorzitter; leeg: niet vermeld', en: 'The post of chair; empty: not stated'}
//   chair_id: {nl: Id van die functie, en: Id of that post}
//   person: {nl: Wie die functie vervult, en: Who holds that post}
//   person_id: {nl: Id van die persoon, en: Id of that person}
//   follows_from: {nl: "Functies die er recht op geven; of haar met zich brengen", en: "Posts that qualify for it; or bring it"}
//   follows_from_id: {nl: Hun id's, en: Their ids}
//   ex_officio: {nl: "Ambtshalve; of een daarvan haar met zich brengt", en: "Ex officio; whether one of these brings it"}
//   by_law: {nl: "Van rechtswege; waar de bronnen niemand noemen zit de burgemeester de raad voor (Gemeentewet 9)", en: "By law; where the sources name nobody the mayor chairs the council (Municipalities Act 9)"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (body:Body {dataset: dataset})
WHERE all(x IN [body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
OPTIONAL MATCH (chair:Post {capacity: 'chair'})-[seat:IN]->(body)
WHERE all(x IN [chair, seat] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
OPTIONAL MATCH (person:Person)-[holds:HOLDS]->(chair)
WHERE all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH day, body, chair, seat, person, holds, COLLECT {
    MATCH (office:Post)-[brings:QUALIFIES_FOR]->(chair)
    WHERE all(x IN [office, brings] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {name: office.name, id: office.id, ex_officio: coalesce(brings.ex_officio, false), marks: coalesce(office.marks, []) + coalesce(brings.marks, [])} ORDER BY office.id
  } AS offices, COLLECT {
    MATCH (body)-[part:PART_OF]->(town:Organization)<-[of:PART_OF]-(college:Body {kind: 'college'})<-[r:IN]-(mayor:Post {capacity: 'chair'})
    WHERE all(x IN [part, town, of, college, r, mayor] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND body.kind = 'council' AND chair IS NULL
    RETURN {name: mayor.name, id: mayor.id, marks: coalesce(part.marks, []) + coalesce(of.marks, []) + coalesce(college.marks, []) + coalesce(r.marks, []) + coalesce(mayor.marks, [])} ORDER BY mayor.id
  } AS mayors
WITH body, day, chair, seat, person, holds, offices, mayors, COLLECT {
    MATCH (one:Post)<-[held:HOLDS]-(mayor:Person)
    WHERE all(x IN [one, held, mayor] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND one.id IN [x IN mayors | x.id]
    RETURN {name: mayor.name, id: mayor.id, post: one.id, marks: coalesce(held.marks, []) + coalesce(mayor.marks, [])} ORDER BY one.id, mayor.id
  } AS holding
UNWIND CASE WHEN size(mayors) = 0 THEN [{marks: []}] ELSE mayors END AS mayor
UNWIND CASE WHEN size([one IN holding WHERE one.post = mayor.id]) = 0 THEN [{marks: []}] ELSE [one IN holding WHERE one.post = mayor.id] END AS holder
RETURN body.name AS body, body.id AS body_id, coalesce(chair.name, mayor.name) AS chair, coalesce(chair.id, mayor.id) AS chair_id,
       coalesce(person.name, holder.name) AS person, coalesce(person.id, holder.id) AS person_id,
       [one IN offices | one.name] AS follows_from, [one IN offices | one.id] AS follows_from_id,
       any(one IN offices WHERE one.ex_officio) AS ex_officio, mayor.id IS NOT NULL AS by_law,
       reduce(all = [], x IN [body, chair, seat, person, holds, mayor, holder] + offices | all + coalesce(x.marks, [])) AS marks
ORDER BY body_id, chair_id, person_id
