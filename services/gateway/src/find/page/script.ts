/**
 * The page works without it. It adds what only a script can: where somebody is, ages that stay true, and a list that stays on the
 * screen when the network is gone. ES5, since old telephones know nothing newer.
 */
export const FIND_SCRIPT = `(function () {
  'use strict';
  var doc = document;
  if (!doc.querySelector || !doc.addEventListener || !window.XMLHttpRequest) return;
  var START = '<!--page-->', END = '<!--/page-->', MINUTE = 60000;
  function one(what) { return doc.querySelector(what); }
  function all(what) { return Array.prototype.slice.call(doc.querySelectorAll(what)); }
  function say(name) { var from = one('#say'); return (from && from.getAttribute('data-' + name)) || ''; }
  function note(text) { var place = one('#note'); if (place) place.textContent = text; }
  function offline() { note(say('offline')); }

  function ready() {
    var box = one('#near-box');
    if (box) box.hidden = false;
    if (/iPad|iPhone|iPod/.test(navigator.userAgent)) {
      all('a[data-lat]').forEach(function (link) {
        var at = link.getAttribute('data-lat') + ',' + link.getAttribute('data-lng');
        link.href = 'maps://?ll=' + at + '&q=' + encodeURIComponent(link.getAttribute('data-name'));
      });
    }
    ages();
  }

  function ages() {
    all('.age').forEach(function (each) {
      var minutes = Math.floor((Date.now() - Date.parse(each.getAttribute('data-at'))) / MINUTE);
      var text = minutes < 1 ? say('age-now') : minutes < 60 ? say('age-minutes').replace('{count}', minutes)
        : minutes < 2880 ? say('age-hours').replace('{count}', Math.floor(minutes / 60))
        : say('age-days').replace('{count}', Math.floor(minutes / 1440));
      each.textContent = '(' + text + ')';
    });
  }

  function fields(form, pressed) {
    var pairs = [];
    Array.prototype.slice.call(form.elements).forEach(function (field) {
      if (!field.name || field.disabled || field.type === 'submit') return;
      if (field.type === 'checkbox' && !field.checked) return;
      pairs.push(encodeURIComponent(field.name) + '=' + encodeURIComponent(field.value));
    });
    if (pressed && pressed.name) pairs.push(encodeURIComponent(pressed.name) + '=' + encodeURIComponent(pressed.value));
    return pairs.join('&');
  }

  function show(text) {
    var from = text.indexOf(START), to = text.lastIndexOf(END);
    if (from < 0 || to < from) return false;
    one('#page').innerHTML = text.slice(from + START.length, to);
    ready();
    var head = one('#list');
    if (head) { head.focus(); if (head.scrollIntoView) head.scrollIntoView(); }
    return true;
  }

  function ask(method, body) {
    var request = new XMLHttpRequest();
    var address = '/find/' + (method === 'GET' && body ? '?' + body : '');
    request.open(method, address);
    request.timeout = 15000;
    if (method === 'POST') request.setRequestHeader('content-type', 'application/x-www-form-urlencoded');
    request.onload = function () {
      if (!show(request.responseText)) return offline();
      if (window.history.replaceState) window.history.replaceState(null, '', method === 'GET' ? address : '/find/?lang=' + say('lang'));
    };
    request.onerror = request.ontimeout = offline;
    request.send(method === 'POST' ? body : null);
  }

  function rounded(degrees) { return (Math.round(degrees * 1000) / 1000).toFixed(3); }

  function near() {
    var isSafe = window.isSecureContext === undefined ? location.protocol === 'https:' : window.isSecureContext;
    if (!isSafe || !navigator.geolocation) return note(say(isSafe ? 'near-failed' : 'near-insecure'));
    note(say('near-asking'));
    navigator.geolocation.getCurrentPosition(function (found) {
      var form = one('#ask');
      form.elements.q.value = '';
      ['lat', 'lon'].forEach(function (name) { var old = form.elements[name]; if (old) old.parentNode.removeChild(old); });
      ask('POST', fields(form) + '&lat=' + rounded(found.coords.latitude) + '&lon=' + rounded(found.coords.longitude));
    }, function (error) {
      note(say(error.code === 1 ? 'near-denied' : 'near-failed'));
    }, { enableHighAccuracy: false, timeout: 15000, maximumAge: 60000 });
  }

  var pressed = null;
  doc.addEventListener('click', function (event) {
    var target = event.target;
    while (target && target !== doc && target.tagName !== 'BUTTON' && target.tagName !== 'A') target = target.parentNode;
    if (!target || target === doc) return;
    if (target.id === 'near') near();
    pressed = target.type === 'submit' ? target : null;
    if (target.getAttribute('data-lang')) doc.cookie = say('cookie') + '=' + target.getAttribute('data-lang') + ';path=/find;max-age=31536000;samesite=lax' + (location.protocol === 'https:' ? ';secure' : '');
  });
  doc.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.hasAttribute('data-ask')) return;
    event.preventDefault();
    ask(form.method.toUpperCase(), fields(form, pressed));
    pressed = null;
  });
  window.addEventListener('offline', offline);
  window.addEventListener('online', function () { note(''); });
  setInterval(ages, 30000);
  ready();
})();
`;
