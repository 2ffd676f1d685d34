// ---
// title:
//   nl: Producten en hoedanigheden
//   en: Products and capacities
// question:
//   nl: "Welke weg gaan de producten, en in welke hoedanigheid kom ik ze tegen?"
//   en: "Which way do the products take, and in which capacity do I meet them?"
// params:
//   product:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit product: id of naam", en: "Only this product: id or name"}
//   person:
//     type: string
//     optional: true
//     about: {nl: "Alleen waar deze persoon zit: id of naam", en: "Only where this person sits: id or name"}
// shows: table
// columns:
//   product: {nl: "Het product", en: "The product"}
//   product_id: {nl: "Id daarvan", en: "Its id"}
//   kind: {nl: "Soort product", en: "Kind of product", values: ProductKind}
//   number: {nl: "Volgorde in de route; leeg: geen route vermeld", en: "Place in the route; empty: no route stated"}
//   stage: {nl: "Wat er gebeurt", en: "What happens", values: [StepAction, {adopted_by: {nl: vaststelling, en: adoption}, prepares: {nl: voorbereiding, en: preparation}, responsible_for: {nl: verantwoordelijkheid, en: responsibility}, not stated: {nl: niet vermeld, en: not stated}}]}
//   body: {nl: "Waar: gremium, functie of organisatie", en: "Where: body, post or organization"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   posts: {nl: "Functies daar; met hoedanigheid", en: "Posts there; with their capacity", in_brackets: Capacity}
//   posts_id: {nl: "Hun id's", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (product:Product {dataset: dataset})
WHERE all(x IN [product] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($product IS NULL OR $product IN coalesce($same[product.id].called, [product.id, split(product.id, '/')[2], product.name]))
WITH day, product, COLLECT {
    MATCH (route:Route)-[for:ROUTE_FOR]->(product)
    MATCH (route)-[has:HAS_STEP]->(step:Step)-[at:AT|ADDRESSED_TO]->(place)
    WHERE all(x IN [route, for, has, step, at, place] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {number: step.number, stage: CASE WHEN type(at) = 'ADDRESSED_TO' THEN 'receive' ELSE step.action END, place: place.id, marks: coalesce(route.marks, []) + coalesce(for.marks, []) + coalesce(has.marks, []) + coalesce(step.marks, []) + coalesce(at.marks, []) + coalesce(place.marks, [])}
  } + COLLECT {
    MATCH (product)-[r:ADOPTED_BY]->(place)
    WHERE all(x IN [r, place] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {number: null, stage: 'adopted_by', place: place.id, marks: coalesce(r.marks, []) + coalesce(place.marks, [])}
  } + COLLECT {
    MATCH (place)-[r:PREPARES|RESPONSIBLE_FOR]->(product)
    WHERE all(x IN [r, place] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    WITH type(r) AS kind, place.id AS id, collect(coalesce(r.marks, []) + coalesce(place.marks, [])) AS doubts
    RETURN {number: null, stage: toLower(kind), place: id, marks: reduce(all = [], x IN doubts | all + x)}
  } AS stops
UNWIND CASE WHEN size(stops) > 0 THEN stops ELSE [{number: null, stage: 'not stated', place: null}] END AS stop
OPTIONAL MATCH (place:Entity {id: coalesce(stop.place, '')})
WITH product, stop, place, COLLECT {
    MATCH path = (place)<-[:IN*0..1]-(post:Post)
    WHERE place IS NOT NULL AND all(x IN [post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND all(x IN relationships(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND ($person IS NULL OR EXISTS {
        MATCH (person:Person)-[holds:HOLDS]->(post)
        WHERE $person IN coalesce($same[person.id].called, [person.id, split(person.id, '/')[2], person.name]) AND all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      })
    RETURN {name: post.name + coalesce(' (' + post.capacity + ')', ''), id: post.id, marks: coalesce(post.marks, []) + reduce(all = [], x IN relationships(path) | all + coalesce(x.marks, []))} ORDER BY post.id
  } AS posts
WHERE $person IS NULL OR size(posts) > 0
RETURN product.name AS product, product.id AS product_id, product.kind AS kind, stop.number AS number, stop.stage AS stage,
       place.name AS body, place.id AS body_id, [one IN posts | one.name] AS posts, [one IN posts | one.id] AS posts_id,
       reduce(all = [], x IN [product, stop] + posts | all + coalesce(x.marks, [])) AS marks
ORDER BY product_id, number IS NULL, number, stage, body_id
