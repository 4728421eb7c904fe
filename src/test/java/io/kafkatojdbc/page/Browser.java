package io.kafkatojdbc.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestUsers;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A headless Chromium that looks at the page of a service. */
final class Browser implements AutoCloseable {

	/** How soon the page has to show what the service knows. */
	static final Duration SOON = Duration.ofSeconds(2);

	static final Duration PATIENCE = Duration.ofSeconds(30);

	/** It misses a library for each version of the browser, none of which is needed. */
	private static final Logger DRIVER_LOG = Logger.getLogger("org.openqa.selenium");

	private static final String BROWSER_LOG = "browser";

	private static final Optional<Path> BROWSER = find("chromium", "chromium-browser", "google-chrome");

	private static final Optional<Path> DRIVER = find("chromedriver");

	static {
		DRIVER_LOG.setLevel(Level.SEVERE);
	}

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	private static Optional<Path> find(String... names) {
		List<Path> directories = Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of).toList();
		return Stream.of(names)
			.flatMap((name) -> directories.stream().map((directory) -> directory.resolve(name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/** Has tests skipped where there is no browser. */
	static void assumeInstalled() {
		assumeTrue(BROWSER.isPresent() && DRIVER.isPresent(),
				"skipped, as there is no browser: chromium and chromedriver have to be on the PATH, as by "
						+ "'apt-get install chromium chromium-driver'");
	}

	/** Opens the page, and waits until it hears of the service. */
	static Browser open(Service service) {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(BROWSER.orElseThrow().toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
		options.addArguments("--window-size=1280,1000");
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(BROWSER_LOG, Level.ALL);
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		Browser browser = new Browser(
				new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.orElseThrow().toFile())
					.usingAnyFreePort()
					.build(), options));
		browser.logIn();
		browser.driver.get(service.url("/"));
		browser.awaitText("#connection", "Live");
		return browser;
	}

	/** As the browser does itself once somebody has typed in name and password. */
	private void logIn() {
		logIn(TestUsers.OPERATOR);
	}

	/** Sends other credentials from now on. */
	void logIn(String credentials) {
		this.driver.executeCdpCommand("Network.enable", Map.of());
		this.driver.executeCdpCommand("Network.setExtraHTTPHeaders",
				Map.of("headers", Map.of("Authorization", credentials)));
	}

	/** Waits for a text within the time that a page may take to show what happens. */
	void awaitTextSoon(String selector, String... parts) {
		awaitText(await("'%s' soon".formatted(String.join("', '", parts))).atMost(SOON), selector, parts);
	}

	void awaitText(String selector, String... parts) {
		awaitText(await("'%s' on the page".formatted(String.join("', '", parts))).atMost(PATIENCE), selector, parts);
	}

	private void awaitText(ConditionFactory condition, String selector, String... parts) {
		condition.pollInterval(Duration.ofMillis(50))
			.untilAsserted(() -> assertThat(text(selector)).as(selector).contains(parts));
	}

	void awaitGone(String selector) {
		await("no " + selector).atMost(PATIENCE).until(() -> !isShown(selector));
	}

	boolean isShown(String selector) {
		return Boolean.TRUE.equals(ask("const node = document.querySelector(arguments[0]);"
				+ "return node !== null && node.checkVisibility();", selector));
	}

	/**
	 * Reads the text of what is shown; elements that are made anew meanwhile don't
	 * matter.
	 */
	String text(String selector) {
		return Objects.requireNonNullElse((String) ask(
				"return [...document.querySelectorAll(arguments[0])].map((node) => node.innerText).join('\\n');",
				selector), "");
	}

	Object ask(String script, Object... arguments) {
		return Objects.requireNonNullElse(this.driver.executeScript(script, arguments), "");
	}

	void click(String selector) {
		this.driver.findElement(By.cssSelector(selector)).click();
	}

	/** Replaces what is in a field. */
	void write(String selector, String text) {
		this.driver.findElement(By.cssSelector(selector)).clear();
		this.driver.findElement(By.cssSelector(selector)).sendKeys(text);
	}

	void choose(String selector, String option) {
		new Select(this.driver.findElement(By.cssSelector(selector))).selectByValue(option);
	}

	/** Answers the question that is open. */
	void answer(boolean yes) {
		await("question").atMost(PATIENCE).until(() -> isShown("#question"));
		click(yes ? "#question-yes" : "#question button[value=cancel]");
		awaitGone("#question");
	}

	/** Presses keys, wherever the focus is. */
	void press(CharSequence... keys) {
		new Actions(this.driver).sendKeys(keys).perform();
	}

	void reload() {
		this.driver.navigate().refresh();
		awaitText("#connection", "Live");
	}

	/** Looks at the page in another colour scheme, or on another screen. */
	void look(String scheme, int width, int height) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
		await("screen").untilAsserted(
				() -> assertThat(ask("return innerWidth;")).as("width, beyond the screen's if something overflows")
					.isEqualTo((long) width));
	}

	/** Takes a picture of the whole page, below what the screen shows as well. */
	Path screenshot(String name) {
		try {
			Map<String, Object> picture = this.driver.executeCdpCommand("Page.captureScreenshot",
					Map.of("format", "png", "captureBeyondViewport", true));
			Path file = Files.createDirectories(Path.of("target", "screenshots")).resolve(name + ".png");
			return Files.write(file, Base64.getDecoder().decode((String) picture.get("data")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Tells what keeps people from using the page, if it is serious. */
	List<String> barriers() {
		return new AxeBuilder().analyze(this.driver)
			.getViolations()
			.stream()
			.filter((rule) -> List.of("serious", "critical").contains(rule.getImpact()))
			.map(Browser::describe)
			.toList();
	}

	private static String describe(Rule rule) {
		return "%s: %s %s".formatted(rule.getId(), rule.getHelp(),
				rule.getNodes().stream().map((node) -> node.getHtml() + " " + node.getFailureSummary()).toList());
	}

	/**
	 * Tells what the page did that it must not, such as a breach of its security policy.
	 */
	List<String> errors() {
		return this.driver.manage()
			.logs()
			.get(BROWSER_LOG)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().equals(Level.SEVERE))
			.map(LogEntry::getMessage)
			.toList();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
