/**
 * What the parts that are stored compressed have in common, likeliest last. What was packed with it
 * can only be read with it, so it never changes: whoever wants another adds it beside this one.
 */
export const packedWords = [
  '[{"sequence":1,"kind":"drug","kind":"administration","code":"J1745","code":"96413","units":300,"perVisit":50,"visits":6,',
  '"from":"20","through":"20","clock":{"rule":"preservice-standard","urgency":"standard","dueAt":"20T00:00:00.000Z"},',
  '"state":"drafted"},"state":"approved","decision":{"number":"","units":"reasons":[],"at":"20',
  '"documents":[{"title":"","type":"11506-3","contentType":"application/pdf","contentType":"text/plain","storedAs":"documents/","bytes":',
  '"policyholder":{"name":{"given":"","family":""},"birthDate":"19',
  '"placement":{"preferred":"infusion-center","preferred":"home","residence":"private","homeSuitable":true,"caregiver":true}',
  '"priorTherapies":[{"drug":"","outcome":"no adequate response after months","from":"20","to":"20"}],"allergies":"none-known",',
  '"observations":[{"code":"8302-2","text":"Body height","on":"20","value":{"value":"","unit":"cm"}}',
  ',{"code":"29463-7","text":"Body weight","on":"20","value":{"value":"","unit":"kg"}}',
  ',{"code":"71774-4","text":"Mycobacterium tuberculosis stimulated gamma interferon [Inte","on":"20","value":{"coded":"negative"}}',
  ',{"code":"5196-1","text":"Hepatitis B virus surface Ag [Presence] in Serum by Immunoas","on":"20","value":{"coded":"negative"}}',
  ',{"code":"13952-7","text":"Hepatitis B virus core Ab [Presence] in Serum or Plasma by I","on":"20","value":{"coded":"negative"}}],',
  '"premedications":["acetaminophen 650 mg by mouth"],"reactionOrders":true,"lineType":"peripheral","substitutionAllowed":false},',
  '"durationMinutes":120,"startOn":"20","signedAt":"20T15:30:00Z","firstDose":true,"firstDose":false,',
  '"order":{"therapyId":"","drug":" MG Injection []","hcpcs":"J","dose":{"value":"","unit":"mg/kg"},"route":"IV",',
  '"frequency":{"loadingDays":[0,14,42],"intervalDays":56},"doses":',
  '"diagnoses":[{"code":"","text":"unspecified, without complications"}],',
  '"coverages":[{"rank":"primary","rank":"secondary","payerId":"","payerName":"","memberId":"","groupNumber":"G-","planName":"","relationship":"self"}],',
  '"phone":"+1","email":"@example.org","language":"en","emergencyContact":{"name":"","phone":"+1"}},',
  '"identifiers":[{"system":"https://","system":"urn:","value":""}],"address":{"line":[" Street"],"city":"","state":"","postalCode":""},',
  '"patient":{"name":{"given":"","family":""},"birthDate":"19","sex":"male","sex":"female",',
  '"practice":{"npi":"1","name":"","phone":"+1","fax":"+1","email":"@"},"prescriber":{"npi":"1","name":"","phone":"+1"},',
  '[{"urgency":"urgent","urgency":"expedited",{"urgency":"routine",',
].join('');
