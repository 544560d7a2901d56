// The data that the page was made with; on the site they are assembled from a link.

const book = JSON.parse(document.getElementById("content").textContent);
