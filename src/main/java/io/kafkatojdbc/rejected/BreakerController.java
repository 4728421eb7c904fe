package io.kafkatojdbc.rejected;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows over HTTP how many records were rejected in a row, and goes on after that. */
@RestController
@RequestMapping("/api/rejected")
class BreakerController {

	private final InARowService service;

	BreakerController(InARowService service) {
		this.service = service;
	}

	/**
	 * Shows how many records were rejected in a row, and the last of them. The reason
	 * quotes the record only for callers with the role `records`.
	 * @return the records
	 */
	@GetMapping("/in-a-row")
	RejectedInARow inARow() {
		return visible(this.service.now());
	}

	/**
	 * Continues after too many records in a row were rejected. The records are counted
	 * from 0 again, so that as many records may be rejected once more.
	 * @return the records that were rejected in a row, as before the call
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "The limit is not reached, so nothing holds.")
	@PostMapping("/go-on")
	RejectedInARow goOn(HttpServletRequest request) {
		return visible(this.service.goOn(request.getRemoteUser()));
	}

	private static RejectedInARow visible(RejectedInARow all) {
		return Caller.maySeeRecords() ? all : all.withoutContent();
	}

}
