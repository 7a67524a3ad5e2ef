namespace Platform.Dataset.Rounds;

/// <summary>Why a task did not take a rating or an end.</summary>
/// <param name="Status">Status code of HTTP.</param>
/// <param name="Detail">The reason, and what to do.</param>
internal sealed record TaskRefusal(int Status, string Detail)
{
    /// <summary>There is no such task.</summary>
    public static TaskRefusal Unknown(string detail) => new(StatusCodes.Status404NotFound, detail);

    /// <summary>The labeller does not hold the task any more.</summary>
    public static TaskRefusal Lost(string detail) => new(StatusCodes.Status409Conflict, detail);

    /// <summary>The labeller gets no tasks at present.</summary>
    public static TaskRefusal Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);

    /// <summary>The request itself is wrong.</summary>
    public static TaskRefusal Wrong(string detail) => new(StatusCodes.Status400BadRequest, detail);
}
