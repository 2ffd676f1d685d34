// ---
// title:
//   nl: Agenda en hoedanigheden
//   en: Agenda and capacities
// question:
//   nl: "Wat staat er op de agenda, en in welke hoedanigheden zit ik bij dit punt?"
//   en: "What is on the agenda, and in which capacities do I sit at this item?"
// params:
//   meeting:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze vergadering: id of naam", en: "Only this meeting: id or name"}
//   person:
//     type: string
//     optional: true
//     about: {nl: "De hoedanigheden van deze persoon, niet van allen: id of naam", en: "The capacities of this person, not of all: id or name"}
// shows: table
// columns:
//   date: {nl: "Wanneer; leeg: geen dag vermeld", en: "When; empty: no day is stated"}
//   meeting: {nl: "De vergadering", en: "The meeting"}
//   meeting_id: {nl: "Id daarvan", en: "Its id"}
//   number: {nl: "Volgorde op de agenda", en: "Place on the agenda"}
//   item: {nl: "Het agendapunt", en: "The agenda item"}
//   item_id: {nl: "Id daarvan", en: "Its id"}
//   about: {nl: "Waarover", en: "About what"}
//   about_id: {nl: "Id's daarvan", en: "Their ids"}
//   seats: {nl: "Wie daar zit; functie, hoedanigheid en stemmen", en: "Who sits there; post, capacity and votes", in_brackets: Capacity}
//   seats_id: {nl: "Id's van die functies", en: "Ids of those posts"}
//   other_hats: {nl: "Andere functies die dit raken; van dezelfde mensen", en: "Other posts that touch this; of the same people"}
//   other_hats_id: {nl: "Hun id's", en: "Their ids"}
// ---
// An open post without a capacity is no seat: it waits for a name on one assignment. A post touches the matter where it owns, commissions, carries out or monitors it, or covers it as a topic.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (item:AgendaItem {dataset: dataset})-[of:ITEM_OF]->(meeting:Meeting)
WHERE all(x IN [item, of, meeting] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($meeting IS NULL OR $meeting IN coalesce($same[meeting.id].called, [meeting.id, split(meeting.id, '/')[2], meeting.name]))
WITH day, item, of, meeting,
     COLLECT {
       MATCH (item)-[r:ABOUT]->(what)
       WHERE all(x IN [r, what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: what.name, id: what.id, marks: coalesce(r.marks, []) + coalesce(what.marks, [])} ORDER BY what.id
     } AS matters,
     COLLECT {
       MATCH (meeting)-[of_body:MEETING_OF]->(body)<-[seat:IN]-(post:Post)
       WHERE all(x IN [of_body, body, seat, post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND (post.capacity IS NOT NULL OR post.status <> 'open')
         AND ($person IS NULL OR EXISTS {
           MATCH (person:Person)-[holds:HOLDS]->(post)
           WHERE $person IN coalesce($same[person.id].called, [person.id, split(person.id, '/')[2], person.name]) AND all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         })
       RETURN {name: post.name + coalesce(' (' + post.capacity + coalesce(', ' + toString(toInteger(post.votes)), '') + ')', ''), id: post.id, marks: coalesce(of_body.marks, []) + coalesce(body.marks, []) + coalesce(seat.marks, []) + coalesce(post.marks, [])} ORDER BY post.id
     } AS seats
WITH item, of, meeting, matters, seats, COLLECT {
    MATCH (item)-[r:ABOUT]->(what)-[t:OWNED_BY|COMMISSIONED_BY|CARRIED_OUT_BY|MONITORED_BY|COVERS]-(hat:Post)<-[holds:HOLDS]-(person:Person)-[also:HOLDS]->(here:Post)
    WHERE here.id IN [one IN seats | one.id] AND NOT hat.id IN [one IN seats | one.id] AND all(x IN [r, what, t, hat, holds, person, also, here] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND ($person IS NULL OR $person IN coalesce($same[person.id].called, [person.id, split(person.id, '/')[2], person.name]))
    WITH hat, collect(coalesce(r.marks, []) + coalesce(what.marks, []) + coalesce(t.marks, []) + coalesce(hat.marks, []) + coalesce(holds.marks, []) + coalesce(person.marks, []) + coalesce(also.marks, []) + coalesce(here.marks, [])) AS doubts
    RETURN {name: hat.name, id: hat.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY hat.id
  } AS hats
RETURN meeting.date AS date, meeting.name AS meeting, meeting.id AS meeting_id, item.number AS number, item.name AS item, item.id AS item_id,
       [one IN matters | one.name] AS about, [one IN matters | one.id] AS about_id,
       [one IN seats | one.name] AS seats, [one IN seats | one.id] AS seats_id,
       [one IN hats | one.name] AS other_hats, [one IN hats | one.id] AS other_hats_id,
       reduce(all = [], x IN [item, of, meeting] + matters + seats + hats | all + coalesce(x.marks, [])) AS marks
ORDER BY date IS NULL, date, meeting_id, number, item_id
