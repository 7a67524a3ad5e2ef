using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class TrainingSetsByHash : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "pool_revisions",
                schema: "dataset",
                table: "trainings");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long[]>(
                name: "pool_revisions",
                schema: "dataset",
                table: "trainings",
                type: "bigint[]",
                nullable: true);
        }
    }
}
