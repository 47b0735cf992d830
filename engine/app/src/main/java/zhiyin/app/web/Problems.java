package zhiyin.app.web;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.RefusedFlowException;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** Errors as RFC 9457 problem details, with category, place and remedy. */
@RestControllerAdvice
class Problems {

    @ExceptionHandler(NoSuchElementException.class) ProblemDetail absent(NoSuchElementException e) {
        return problem(HttpStatus.NOT_FOUND, "There is nothing of that name that you may see.", Category.CALLER, "", "Look at the list for what there is.");
    }

    static ProblemDetail problem(HttpStatus status, String detail, Category category, String place, String remedy) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("category", category.name());
        problem.setProperty("place", place);
        problem.setProperty("remedy", remedy);
        return problem;
    }

    @ExceptionHandler(StepFailure.class) ProblemDetail failure(StepFailure e) {
        return problem(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage(), e.category(), e.place(), e.remedy());
    }

    @ExceptionHandler(RefusedFlowException.class) ProblemDetail refused(RefusedFlowException e) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage(), Category.CONFIG, e.findings().get(0).flow(), "Mend what the findings name and publish again.");
        problem.setProperty("findings", findings(e.findings()));
        return problem;
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class) ProblemDetail mistyped(MethodArgumentTypeMismatchException e) {
        return problem(HttpStatus.BAD_REQUEST, "\"" + e.getValue() + "\" is no " + e.getName() + ".", Category.CALLER, "?" + e.getName() + "=", "Write dates as 2026-11-23 and limits as numbers.");
    }

    static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream().map(f -> Map.<String, Object>of("severity", f.severity(), "rule", f.rule(), "flow", f.flow(), "element", f.element(), "text", f.text())).toList();
    }
}
