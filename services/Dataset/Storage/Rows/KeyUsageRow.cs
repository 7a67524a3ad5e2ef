namespace Platform.Dataset.Storage;

/// <summary>Tokens that a key has used on a day.</summary>
internal sealed class KeyUsageRow
{
    /// <summary>The day (UTC).</summary>
    public DateOnly Day { get; set; }

    /// <summary>Name of the key, <c>ACCOUNT/NAME</c> for a token of an account. It outlives the token.</summary>
    public required string Key { get; set; }
    public long Tokens { get; set; }
}
