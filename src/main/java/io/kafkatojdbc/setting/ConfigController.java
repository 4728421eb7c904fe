package io.kafkatojdbc.setting;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows and changes settings over HTTP, and lists their changes. */
@RestController
@RequestMapping("/api/config")
class ConfigController {

	private static final String LIMIT_RULE = "the limit is from 1 to 100";

	private final Settings settings;

	private final SettingHistory history;

	ConfigController(Settings settings, SettingHistory history) {
		this.settings = settings;
		this.history = history;
	}

	/**
	 * Shows the settings that can change while the service runs, with their changes and
	 * the values in effect.
	 * @return the settings
	 */
	@GetMapping
	Configuration configuration() {
		return new Configuration(this.settings.changes(), this.settings.ignored(), this.settings.describe());
	}

	/**
	 * Changes some settings, either all that are sent or none.
	 * @param changes new values by key; `null` restores the initial value
	 * @return the settings, which consumers take over one after the other
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400",
			description = "One of them is unknown, fixed, secret, or has a value that will not do.")
	@PatchMapping
	Configuration change(@RequestBody Map<String, @Nullable String> changes, HttpServletRequest request) {
		this.settings.change(changes, request.getRemoteUser());
		return configuration();
	}

	/**
	 * Lists changes of settings, the last change first, with the speed of the batches
	 * before and after each change.
	 * @param limit the largest number of changes
	 * @return the changes
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "The limit is out of range.")
	@GetMapping("/changes")
	List<SettingChange> changes(@RequestParam(defaultValue = "20") @Min(value = 1,
			message = LIMIT_RULE) @Max(value = 100, message = LIMIT_RULE) int limit) {
		return this.history.recent(limit);
	}

	/**
	 * The settings that can change while the service runs.
	 *
	 * @param changes the values that differ from the configuration
	 * @param ignored the reasons why changes that were made once are not taken over any
	 * more
	 * @param effective every setting with its value in effect, except secrets
	 */
	record Configuration(SortedMap<String, String> changes, SortedMap<String, String> ignored,
			SortedMap<String, String> effective) {
	}

}
