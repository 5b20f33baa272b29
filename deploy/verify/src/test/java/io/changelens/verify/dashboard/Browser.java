package io.changelens.verify.dashboard;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that looks at the dashboard, with a profile of its own that is gone when it is closed. */
public final class Browser implements AutoCloseable {

    private static final int AXE_TRIES = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;

    private final Path profile;
    private final ChromeDriver driver;
    private final URI page;
    private String unopenedLink;

    private Browser(Path profile, ChromeDriver driver, URI link) {
        this.profile = profile;
        this.driver = driver;
        this.page = link.resolve("/");
        this.unopenedLink = link.toString();
    }

    /** Starts one for the page at an address; the code in a dashboard's link is used when the first page is opened. */
    public static Browser at(URI link) throws IOException {
        Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target", "scratch")), "chromium")
                .toAbsolutePath();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("chromium", "chromium-browser", "google-chrome"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(find("chromedriver")).toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(profile, new ChromeDriver(service, options), link);
    }

    /** The first of these programs on the path. */
    private static String find(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no " + names[0] + " on the path: apt-get install chromium chromium-driver"));
    }

    /** Opens a page by its hash at a width in pixels, and waits until nothing of it is awaited any more. */
    public void open(String hash, int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        if (!unopenedLink.equals(page.toString())) {
            show(unopenedLink.substring(page.toString().length()));
            awaitReady();
            unopenedLink = page.toString();
        }
        show(hash);
        awaitReady();
    }

    /** Opens a page by its hash, and waits for nothing. */
    public void show(String hash) {
        driver.get("about:blank");
        driver.get(page + hash);
    }

    /** The address that the browser shows. */
    public String address() {
        return driver.getCurrentUrl();
    }

    /** Waits until every part of the page shows what it has. */
    public void awaitReady() {
        await("the page to be ready", ready -> Boolean.TRUE.equals(driver.executeScript("""
                return document.querySelector('main h1') !== null
                    && document.querySelector('.skeleton') === null
                    && [...document.querySelectorAll('.chart')].every(c => c.dataset.drawn === 'true')""")));
    }

    /** Waits until something holds. */
    public void await(String what, Predicate<Browser> holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.test(this)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what + "; the page says: " + text("body"));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The visible text of the first element of a selector; empty when there is none. */
    public String text(String css) {
        return texts(css).stream().findFirst().orElse("");
    }

    /** The visible texts of all elements of a selector. */
    public List<String> texts(String css) {
        try {
            return driver.findElements(By.cssSelector(css)).stream()
                    .map(WebElement::getText)
                    .toList();
        } catch (StaleElementReferenceException e) {
            return texts(css); // Drawn anew between the look and the reading.
        }
    }

    /** Elements of a selector. */
    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Runs a script in the page. */
    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script in the page that answers by calling its last argument. */
    public Object later(String script) {
        return driver.executeAsyncScript(script);
    }

    /** What the page complained about since the last call: errors and warnings of its console, broken policies too. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Accessibility violations by axe, of WCAG 2.0 to 2.2 levels A and AA and of good practice. */
    public List<String> violations() {
        String page = driver.getWindowHandle();
        for (int tries = 1; ; tries++) {
            try {
                return analyzed();
            } catch (RuntimeException e) {
                // axe gives its own window a second to open, which a busy machine does not always keep.
                if (tries == AXE_TRIES) {
                    throw e;
                }
                driver.switchTo().window(page);
            }
        }
    }

    private List<String> analyzed() {
        return new AxeBuilder()
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                        .analyze(driver)
                        .getViolations()
                        .stream()
                        .map(Browser::told)
                        .toList();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream()
                        .map(node -> node.getTarget() + " " + node.getHtml())
                        .limit(3)
                        .toList();
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Chromium may still be writing; Maven's clean removes the rest.
        }
    }
}
