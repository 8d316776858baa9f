"use strict";

fetch("/readyz")
  .then((answer) => answer.json())
  .then((state) => {
    document.getElementById("ready").textContent = state.status;
  })
  .catch(() => {});
