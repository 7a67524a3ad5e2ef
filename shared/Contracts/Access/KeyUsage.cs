namespace Platform.Contracts;

/// <summary>Tokens of a key on a day: in a request those to add, in a response all of that day.</summary>
/// <param name="Key">Name of the key; <c>ACCOUNT/NAME</c> for a token of an account.</param>
/// <param name="Day">The day (UTC).</param>
/// <param name="Tokens">Tokens that generators and reward models have read and written.</param>
public sealed record KeyUsage(string Key, DateOnly Day, long Tokens);
