namespace Platform.Contracts;

/// <summary>
/// Other completions of the first bad step, as returned by <c>GET /tasks/{id}/alternatives/{step}</c> once the labeller has
/// rated the step bad.
/// </summary>
/// <param name="Completions">Completions that exist, without their authors and the ratings of others.</param>
/// <param name="OwnStep">The step that this labeller has written instead; null if there is none.</param>
public sealed record StepAlternatives(IReadOnlyList<AlternativeRating> Completions, string? OwnStep);

/// <summary>A labeller's rating of another completion.</summary>
/// <param name="Text">The completion.</param>
/// <param name="Rated">Whether the labeller has rated it.</param>
/// <param name="Rating">1 great, 0 okay, -1 bad; null if the labeller is unsure or has not rated it.</param>
public sealed record AlternativeRating(string Text, bool Rated, int? Rating);

/// <summary>Rates another completion: the body of <c>PUT /tasks/{id}/alternatives/{step}</c>.</summary>
/// <param name="Labeller">Name of the person who holds the task.</param>
/// <param name="Text">The completion, as it was returned.</param>
/// <param name="Rating">1 great, 0 okay, -1 bad; null if the labeller is unsure.</param>
/// <param name="Rated">False takes the rating back.</param>
public sealed record RateAlternative(string Labeller, string Text, int? Rating, bool Rated = true);

/// <summary>Writes a step in place of a bad one: the body of <c>PUT /tasks/{id}/own-steps/{step}</c>.</summary>
/// <param name="Labeller">Name of the person who holds the task.</param>
/// <param name="Text">The step; null or blank removes it.</param>
public sealed record WriteStep(string Labeller, string? Text);
