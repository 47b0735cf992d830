package zhiyin.app.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.spi.Category;

/** Where the web server sends what nothing of the API has answered: a problem document like all others. */
@RestController
class Errors implements ErrorController {

    @RequestMapping("/error") ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        HttpStatus status = Optional.ofNullable((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)).map(HttpStatus::resolve).orElse(HttpStatus.NOT_FOUND);
        String place = Optional.ofNullable((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)).orElse(request.getRequestURI());
        ProblemDetail problem = status.is5xxServerError() ? Problems.problem(status, "The request failed.", Category.INTERNAL, place, "See the log for the cause.") : Problems.unanswered(status, place);
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }
}
