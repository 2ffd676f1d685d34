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
       MATCH (meeting)-[of_body:MEETING_OF]->(body:Body)
       WHERE all(x IN [of_body, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       UNWIND coalesce($same[body.id].records, [{id: body.id, day: day}]) AS record
       MATCH (there:Body {id: record.id})<-[seat:IN]-(post:Post)
       WHERE all(x IN [there, seat, post] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND (post.capacity IS NOT NULL OR post.status <> 'open')
         AND ($person IS NULL OR EXISTS {
           MATCH (person:Person)-[holds:HOLDS]->(post)
           WHERE $person IN coalesce($same[person.id].called, [person.id, split(person.id, '/')[2], person.name]) AND all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         })
       WITH coalesce($same[post.id].id, post.id) AS id, collect({name: post.name + coalesce(' (' + post.capacity + coalesce(', ' + toString(toInteger(post.votes)), '') + ')', ''), marks: coalesce(of_body.marks, []) + coalesce(body.marks, []) + coalesce(there.marks, []) + coalesce(seat.marks, []) + coalesce(post.marks, [])}) AS told
       RETURN {name: told[0].name, id: id, marks: reduce(all = [], x IN told | all + x.marks)} ORDER BY id
     } AS seats
WITH day, item, of, meeting, matters, seats, COLLECT {
    MATCH (item)-[r:ABOUT]->(matter)
    WHERE all(x IN [r, matter] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    UNWIND coalesce($same[matter.id].records, [{id: matter.id, day: day}]) AS record
    MATCH (what:Entity {id: record.id})-[t:OWNED_BY|COMMISSIONED_BY|CARRIED_OUT_BY|MONITORED_BY|COVERS]-(post:Post)
    WHERE all(x IN [what, t, post] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    UNWIND coalesce($same[post.id].records, [{id: post.id, day: record.day}]) AS on_post
    MATCH (hat:Post {id: on_post.id})<-[holds:HOLDS]-(holder:Person)
    WHERE all(x IN [hat, holds, holder] WHERE coalesce(x.valid_from, '') <= on_post.day AND on_post.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND ($person IS NULL OR $person IN coalesce($same[holder.id].called, [holder.id, split(holder.id, '/')[2], holder.name]))
    UNWIND coalesce($same[holder.id].records, [{id: holder.id, day: on_post.day}]) AS on_person
    MATCH (person:Person {id: on_person.id})-[also:HOLDS]->(here:Post)
    WHERE coalesce($same[here.id].id, here.id) IN [one IN seats | one.id] AND NOT coalesce($same[hat.id].id, hat.id) IN [one IN seats | one.id]
      AND all(x IN [person, also, here] WHERE coalesce(x.valid_from, '') <= on_person.day AND on_person.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    WITH coalesce($same[hat.id], {id: hat.id, name: hat.name}) AS thing, collect(coalesce(r.marks, []) + coalesce(what.marks, []) + coalesce(t.marks, []) + coalesce(hat.marks, []) + coalesce(holds.marks, []) + coalesce(person.marks, []) + coalesce(also.marks, []) + coalesce(here.marks, [])) AS doubts
    RETURN {name: thing.name, id: thing.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY thing.id
  } AS hats
RETURN meeting.date AS date, meeting.name AS meeting, meeting.id AS meeting_id, item.number AS number, item.name AS item, item.id AS item_id,
       [one IN matters | one.name] AS about, [one IN matters | one.id] AS about_id,
       [one IN seats | one.name] AS seats, [one IN seats | one.id] AS seats_id,
       [one IN hats | one.name] AS other_hats, [one IN hats | one.id] AS other_hats_id,
       reduce(all = [], x IN [item, of, meeting] + matters + seats + hats | all + coalesce(x.marks, [])) AS marks
ORDER BY date IS NULL, date, meeting_id, number, item_id
