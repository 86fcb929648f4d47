// Reading needs no script; this only copies a report, and opens it where its claim is chosen.
for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const report = document.getElementById(button.dataset.copies);
    report.select();
    let copied = false;
    try {
      await navigator.clipboard.writeText(report.value);
      copied = true;
    } catch {
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? "Copied" : "Press Ctrl+C to copy";
  });
}
